-- What the library wants. A plan has priorities, a priority objectives; they are retired, never deleted, since goals name them.
create table plan_part (
  library_id uuid not null references library, id uuid not null default uuidv7(),
  kind text not null check (kind in ('plan', 'priority', 'objective')),
  -- the plan of a priority, the priority of an objective
  of_id uuid, words text not null, starts date, ends date,
  position int not null default 0, version int not null default 1,
  created_at timestamptz not null, created_by uuid references person, updated_at timestamptz not null, retired_at timestamptz,
  primary key (library_id, id),
  foreign key (library_id, of_id) references plan_part (library_id, id),
  check ((kind = 'plan') = (of_id is null)), check (kind = 'plan' or (starts is null and ends is null)), check (starts <= ends)
);
create index plan_part_of on plan_part (library_id, of_id);
alter table plan_part enable row level security;
create policy of_library on plan_part using (library_id = app.library_id()) with check (library_id = app.library_id());

-- A goal as stated: one measure, from a baseline to a target, by a day.
create table goal (
  library_id uuid not null references library, id uuid not null default uuidv7(),
  measure text not null, per text not null check (per in ('now', 'month', 'post')),
  -- null: all channels together
  channel_id uuid, objective_id uuid,
  -- null: called by its measure
  name text, why text not null default '',
  baseline double precision not null, baseline_n int, baseline_from date, baseline_to date,
  baseline_how text not null check (baseline_how in ('own', 'typed')),
  target double precision not null check (target <> baseline),
  starts date not null, due date not null check (due > starts),
  owner_id uuid references person,
  version int not null default 1,
  created_at timestamptz not null, created_by uuid references person, updated_at timestamptz not null,
  closed_at timestamptz, closed_by uuid references person, closed_reason text,
  primary key (library_id, id),
  foreign key (library_id, channel_id) references channel (library_id, id),
  foreign key (library_id, objective_id) references plan_part (library_id, id)
);
create index goal_of_objective on goal (library_id, objective_id) where objective_id is not null;
alter table goal enable row level security;
create policy of_library on goal using (library_id = app.library_id()) with check (library_id = app.library_id());

-- What a goal said before each change: a target that was moved stays to be seen.
create table goal_version (
  library_id uuid not null references library, goal_id uuid not null, version int not null,
  stated jsonb not null, at timestamptz not null, by_person uuid references person,
  primary key (library_id, goal_id, version), foreign key (library_id, goal_id) references goal (library_id, id)
);
alter table goal_version enable row level security;
create policy of_library on goal_version using (library_id = app.library_id()) with check (library_id = app.library_id());

-- The goal or the objective that a post serves.
alter table post add column serves_id uuid;
create index post_serving on post (library_id, serves_id) where serves_id is not null;
