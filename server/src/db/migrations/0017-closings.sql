-- A post of hours or safety: it passes pause and approval (begin-release.ts asks this column), and nothing else.
alter table delivery add column urgent boolean not null default false;

-- Closed, or opening late, as it was told. One transaction makes it, its post, its deliveries and what it holds.
create table closing (
  library_id uuid not null references library, id uuid not null default uuidv7(),
  kind text not null check (kind in ('snow', 'power', 'safety', 'holiday', 'other')),
  opening text not null check (opening in ('closed', 'late')),
  -- the branches it names; empty where the library has none
  branches uuid[] not null, every_branch boolean not null, zone text not null,
  starts_at timestamptz not null, until timestamptz,
  text text not null, language text not null, banner boolean not null, reason text,
  post_id uuid not null,
  declared_at timestamptz not null, declared_by uuid references person,
  ended_at timestamptz, ended_by uuid references person, ended_how text check (ended_how in ('again', 'instead')),
  again_post_id uuid, instead_id uuid,
  primary key (library_id, id),
  foreign key (library_id, post_id) references post (library_id, id),
  foreign key (library_id, again_post_id) references post (library_id, id),
  check (until is null or until > starts_at), check ((ended_at is null) = (ended_how is null))
);
create index closing_recent on closing (library_id, declared_at desc);
create index closing_open on closing (library_id) where ended_at is null;

-- What it made untrue and holds. `due_at` is the moment it had.
create table closing_hold (
  library_id uuid not null, closing_id uuid not null, delivery_id uuid not null,
  why text not null check (why in ('branch', 'event', 'chosen')), due_at timestamptz not null,
  primary key (library_id, closing_id, delivery_id),
  foreign key (library_id, closing_id) references closing (library_id, id) on delete cascade,
  foreign key (library_id, delivery_id) references delivery (library_id, id)
);
create index closing_hold_delivery on closing_hold (library_id, delivery_id);

-- The words agreed beforehand. Where there is no row, those of the product stand.
create table closing_words (
  library_id uuid not null references library,
  kind text not null check (kind in ('snow', 'power', 'safety', 'holiday', 'other')),
  opening text not null check (opening in ('closed', 'late', 'again')), language text not null,
  text text not null, version int not null default 1, agreed_by uuid references person, agreed_at timestamptz not null,
  primary key (library_id, kind, opening, language)
);

do $$
declare t text;
begin
  foreach t in array array['closing', 'closing_hold', 'closing_words'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy of_library on %I using (library_id = app.library_id()) with check (library_id = app.library_id())', t);
  end loop;
end $$;
