-- What a post is about: readers' advisory, events, … Retired, never deleted, since posts name them. No two that stand are called the same.
create table content_area (
  library_id uuid not null references library, id uuid not null default uuidv7(),
  name text not null,
  position int not null default 0, version int not null default 1,
  created_at timestamptz not null, created_by uuid references person, updated_at timestamptz not null, retired_at timestamptz,
  primary key (library_id, id)
);
create unique index content_area_named on content_area (library_id, lower(name)) where retired_at is null;
alter table content_area enable row level security;
create policy of_library on content_area using (library_id = app.library_id()) with check (library_id = app.library_id());

alter table post add column area_id uuid;
alter table post add foreign key (library_id, area_id) references content_area (library_id, id);
create index post_about on post (library_id, area_id) where area_id is not null;

-- Libraries that were here before begin with the same areas as new ones (strategy/areas.defaults.ts).
insert into content_area (library_id, name, position, created_at, updated_at)
  select l.id, a.name, a.position - 1, app.now(), app.now() from library l, unnest(array[
    'Readers’ advisory', 'Events and programs', 'Services and how-to', 'Local news and partners', 'Fun and pop culture',
    'Behind the scenes', 'Collections and archives', 'Advocacy and impact']) with ordinality as a (name, position);
