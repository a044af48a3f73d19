-- Figures as they were told, each with its moment. A log: the app may add rows and read them, nothing else (db/grants.ts), and like the other
-- logs it refers to nothing, so that writing it locks nothing. Kept narrow: it is the one table that grows with posts times measures times ages.
create table reading (
  library_id uuid not null, id bigint generated always as identity,
  channel_id uuid not null,
  -- null: of the account
  delivery_id uuid,
  as_of timestamptz not null,
  -- null: it is not known, and `missing` says why. Never 0 for that. Counts are whole numbers up to 2^53.
  value double precision,
  -- account: the day in the library's zone on which it was read
  day date,
  -- the canonical name, and the network's own
  measure text not null, native text not null,
  -- posts: the age that it stands for; null: read at another age, which as_of tells
  age text check (age in ('1h', '1d', '7d', '28d')),
  source text not null default 'network' check (source in ('network', 'import', 'typed')),
  missing text,
  primary key (library_id, id),
  check ((value is null) = (missing is not null)), check (delivery_id is not null or day is not null)
);
create index reading_of_post on reading (library_id, delivery_id, measure, as_of) where delivery_id is not null;
create index reading_of_account on reading (library_id, channel_id, measure, as_of) where delivery_id is null;

-- The next age at which a post is to be read. One row a post, until its last reading.
create table reading_due (
  library_id uuid not null, delivery_id uuid not null, channel_id uuid not null,
  age text not null check (age in ('1h', '1d', '7d', '28d')), due_at timestamptz not null, tries int not null default 0,
  primary key (library_id, delivery_id)
) with (fillfactor = 80);
create index reading_due_next on reading_due (library_id, channel_id, due_at);

-- One row a channel: when there is something to read there, and who is reading. A channel is read by one worker at a time.
create table reading_channel (
  library_id uuid not null, channel_id uuid not null,
  -- the earliest of what is due there: the account, or a post. Whoever plans or settles holds this row's lock meanwhile.
  next_at timestamptz not null, account_due_at timestamptz not null, account_tries int not null default 0,
  -- up to when the account's own listing was read to its end; null: never
  listed_until timestamptz,
  lease_token uuid, lease_until timestamptz,
  primary key (library_id, channel_id), foreign key (library_id, channel_id) references channel (library_id, id)
) with (fillfactor = 80);
create index reading_channel_next on reading_channel (next_at);

-- What a network answered that could not be read: kept as it came, for whoever looks into it.
create table reading_trouble (
  library_id uuid not null, id uuid not null default uuidv7(), channel_id uuid not null,
  at timestamptz not null, what text not null check (what in ('posts', 'account', 'listing')), trouble jsonb not null, raw jsonb,
  primary key (library_id, id)
);

do $$
declare t text;
begin
  foreach t in array array['reading', 'reading_due', 'reading_channel', 'reading_trouble'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy of_library on %I using (library_id = app.library_id()) with check (library_id = app.library_id())', t);
  end loop;
end $$;

-- Channels with something to read, claimed for all libraries at once: ids only. Two workers never get the same channel.
create function app.claim_readings(lease interval, how_many int) returns table (library_id uuid, channel_id uuid, token uuid)
language sql security definer set search_path = pg_catalog, public, app as $$
  with due as (
    select c.library_id, c.channel_id from public.reading_channel c
    where c.next_at <= app.now() and (c.lease_until is null or c.lease_until <= app.now())
    order by c.next_at limit how_many for update skip locked)
  update public.reading_channel c set lease_token = uuidv7(), lease_until = app.now() + lease
  from due where c.library_id = due.library_id and c.channel_id = due.channel_id
  returning c.library_id, c.channel_id, c.lease_token
$$;
-- When there is something to claim again: a channel that is being read counts from the end of its lease.
create function app.next_reading() returns timestamptz language sql stable security definer set search_path = pg_catalog, public, app
  as $$ select min(greatest(next_at, coalesce(lease_until, next_at))) from public.reading_channel $$;
