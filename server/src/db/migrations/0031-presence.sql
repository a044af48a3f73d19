-- Who has a post open just now. Worth nothing after half a minute: unlogged, and in no backup.
create unlogged table presence (
  library_id uuid not null, post_id uuid not null, person_id uuid not null, tab text not null,
  place text not null, since timestamptz not null, until timestamptz not null,
  primary key (library_id, post_id, person_id, tab)
);
alter table presence enable row level security;
create policy of_library on presence using (library_id = app.library_id()) with check (library_id = app.library_id());
