-- What stands on days beside the posts: notes of our own, and calendars of others laid over ours.
create table calendar_note (
  library_id uuid not null references library, id uuid not null default uuidv7(),
  first date not null, last date not null, text text not null,
  version int not null default 1,
  created_at timestamptz not null, created_by uuid references person,
  updated_at timestamptz not null, updated_by uuid references person,
  -- kept a while, so that it can be brought back
  removed_at timestamptz,
  primary key (library_id, id), check (first <= last), check (last - first < 400)
);
create index calendar_note_days on calendar_note (library_id, first, last) where removed_at is null;

create table calendar_overlay (
  library_id uuid not null references library, id uuid not null default uuidv7(),
  name text not null, kind text not null check (kind in ('address', 'file')),
  -- Addresses of calendars often are secrets: sealed by the vault. Of a file: none.
  secret bytea, host text,
  etag text, last_modified text,
  -- of the copy that is shown; null: none was ever read
  good_at timestamptz, events int not null default 0,
  -- what else is to be said of that copy: {"unread": 2, "unknownZones": ["Mars"]}
  told jsonb not null default '{}',
  tried_at timestamptz, tries int not null default 0, trouble text, trouble_since timestamptz,
  -- when it is asked again; null: never
  next_at timestamptz, claim uuid, claimed_until timestamptz,
  version int not null default 1,
  created_at timestamptz not null, created_by uuid references person, removed_at timestamptz,
  primary key (library_id, id), check ((kind = 'address') = (secret is not null))
);
create index calendar_overlay_due on calendar_overlay (library_id, next_at) where next_at is not null;

-- One row for each event as it was written; what repeats is unfolded when somebody looks.
create table overlay_event (
  library_id uuid not null, overlay_id uuid not null, number int not null,
  -- first and last day on which any of it can stand, a day wider than its own zone's; no last day: for ever
  first date not null, last date,
  event jsonb not null,
  primary key (library_id, overlay_id, number),
  foreign key (library_id, overlay_id) references calendar_overlay (library_id, id) on delete cascade
);
create index overlay_event_days on overlay_event (library_id, overlay_id, first);

do $$
declare t text;
begin
  foreach t in array array['calendar_note', 'calendar_overlay', 'overlay_event'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy of_library on %I using (library_id = app.library_id()) with check (library_id = app.library_id())', t);
  end loop;
end $$;
