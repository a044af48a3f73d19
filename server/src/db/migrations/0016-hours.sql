-- When a library is open. One row of hours for each branch, and one without a branch: the library's own, which a branch has until it gets its own.
create table hours (
  library_id uuid not null references library, id uuid not null default uuidv7(), branch_id uuid,
  -- {regular: [{day, opens, closes}], seasons: [{name, from, until, spans}]}; local times of the branch
  week jsonb not null, version int not null default 1, updated_at timestamptz not null, updated_by uuid references person,
  primary key (library_id, id), foreign key (library_id, branch_id) references branch (library_id, id),
  unique nulls not distinct (library_id, branch_id)
);
-- Days, or parts of days, on which it is closed though its week says open. No branch: all of them.
create table closure (
  library_id uuid not null references library, id uuid not null default uuidv7(), branch_id uuid,
  first date not null, last date not null, starts time, ends time,
  reason text not null, yearly boolean not null default false,
  -- the public holiday that this was proposed as: country, state and rule
  holiday text,
  created_at timestamptz not null, created_by uuid references person,
  primary key (library_id, id), foreign key (library_id, branch_id) references branch (library_id, id),
  check (first <= last), check ((starts is null) = (ends is null)), check (starts is null or starts < ends)
);
create index closure_days on closure (library_id, first, last);
create unique index closure_holiday on closure (library_id, coalesce(branch_id, library_id), holiday, first) where holiday is not null;

-- What a new library is asked over a cup of coffee. Null: not answered; missing is never a value.
alter table library add column kind text check (kind in ('public', 'academic', 'school', 'special', 'national', 'other')),
  add column purpose text,
  -- ISO 3166: US, or US-CA
  add column place text,
  -- which steps were done or put aside: {"hours": "done", "channel": "skipped"}
  add column first_run jsonb not null default '{}';

do $$
declare t text;
begin
  foreach t in array array['hours', 'closure'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy of_library on %I using (library_id = app.library_id()) with check (library_id = app.library_id())', t);
  end loop;
end $$;
