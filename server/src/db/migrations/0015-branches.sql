-- The places of a library. A post may belong to one; a library without any is itself the place.
create table branch (
  library_id uuid not null references library, id uuid not null default uuidv7(),
  handle citext not null check (handle ~ '^[a-z0-9][a-z0-9-]{0,62}$'), name text not null,
  -- null: the library's own
  zone text, address text,
  position int not null default 0, version int not null default 1,
  created_at timestamptz not null, created_by uuid references person, updated_at timestamptz not null, retired_at timestamptz,
  primary key (library_id, id), unique (library_id, handle)
);
alter table branch enable row level security;
create policy of_library on branch using (library_id = app.library_id()) with check (library_id = app.library_id());

alter table post add column branch_id uuid;
alter table post add foreign key (library_id, branch_id) references branch (library_id, id);
create index post_of_branch on post (library_id, branch_id) where branch_id is not null;
