-- The first shape of everything. Run by the owner; the app role owns nothing and never bypasses row-level security.
-- Each table of a library has library_id first in its keys and a policy on it (docs/decisions/0003). What has none is listed in schema/installation-wide.ts.

create schema if not exists app;
create extension if not exists citext with schema public;

-- Time is the database's. Tests shift it; nobody else does.
create table app.clock (one boolean primary key default true check (one), shift interval not null default '0');
insert into app.clock default values;
create function app.now() returns timestamptz language sql stable as $$ select clock_timestamp() + (select shift from app.clock) $$;

-- The library of this transaction. After a transaction the setting is '', not null.
create function app.library_id() returns uuid language sql stable as $$ select nullif(current_setting('app.library_id', true), '')::uuid $$;

-- ── the installation ─────────────────────────────────────────────────────────────────────────────
create table installation (
  one boolean primary key default true check (one),
  id uuid not null default uuidv7(),
  created_at timestamptz not null default now(),
  -- sending of the whole installation stands still: after a restore, a copied database, a clock that jumped (sender.md, 11 and 13)
  sending_held_reason text check (sending_held_reason in ('restored', 'copied', 'clock-jumped', 'by-hand')),
  sending_held_at timestamptz,
  sending_held_detail text
);
insert into installation default values;

create table library (
  id uuid primary key default uuidv7(),
  handle citext not null unique check (handle ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null,
  zone text not null,
  language text not null default 'en',
  patrons text not null default 'patrons',
  paused_reason text, paused_until timestamptz, paused_at timestamptz, paused_by uuid,
  late_limit_minutes int not null default 60 check (late_limit_minutes between 0 and 1440),
  version int not null default 1,
  created_at timestamptz not null default now()
);

create table person (
  id uuid primary key default uuidv7(),
  email citext not null unique,
  name text not null,
  language text not null default 'en',
  password_hash text,
  installation_administrator boolean not null default false,
  created_at timestamptz not null default now(),
  left_at timestamptz
);

create table membership (
  library_id uuid not null references library, person_id uuid not null references person,
  role text not null check (role in ('administrator', 'manager', 'member', 'director', 'observer')),
  created_at timestamptz not null default now(),
  primary key (library_id, person_id)
);
create index membership_person on membership (person_id);

create table session (
  id uuid primary key default uuidv7(),
  token_hash bytea not null unique,
  person_id uuid not null references person on delete cascade,
  shared_computer boolean not null default false,
  user_agent text not null default '',
  created_at timestamptz not null, last_used_at timestamptz not null, expires_at timestamptz not null
);
create index session_person on session (person_id);

-- wrong guesses, by account and by address (screens.md: 8 wrong passwords, 15 minutes' rest)
create table sign_in_guess (subject text primary key, wrong int not null, first_at timestamptz not null, rest_until timestamptz);

create table api_key (
  library_id uuid not null references library, id uuid not null default uuidv7(),
  hash bytea not null unique, name text not null, hint text not null,
  scopes text[] not null, created_by uuid references person, created_at timestamptz not null,
  expires_at timestamptz, last_used_at timestamptz, revoked_at timestamptz,
  primary key (library_id, id)
);

-- one use, one purpose, an end: first person of a new library now, invitations and resets later
create table one_time_link (
  library_id uuid not null references library, id uuid not null default uuidv7(),
  hash bytea not null unique, purpose text not null check (purpose in ('join')), email citext not null, role text not null,
  created_by uuid references person, created_at timestamptz not null, expires_at timestamptz not null, used_at timestamptz,
  primary key (library_id, id)
);

-- ── the frame ────────────────────────────────────────────────────────────────────────────────────
-- Logs (audit, fact) have no reference to the library: it would lock that one row with every act, and libraries are never deleted.
create table audit (
  library_id uuid not null, id uuid not null default uuidv7(),
  at timestamptz not null default app.now(), actor jsonb not null, verb text not null, subject jsonb not null, detail jsonb not null default '{}',
  primary key (library_id, id)
);

-- Facts said in the transaction that made them true. `pending` holds the listeners that have not heard it yet.
create table fact (
  library_id uuid not null, id bigint generated always as identity,
  at timestamptz not null default app.now(), kind text not null, subject jsonb not null, pending text[] not null,
  tries int not null default 0, next_at timestamptz not null default app.now(), trouble text,
  primary key (library_id, id)
);
create index fact_pending on fact (next_at) where pending <> '{}';
create index fact_by_id on fact (id);

create table idempotency (
  library_id uuid not null references library, key text not null, route text not null, digest bytea not null,
  status int, body jsonb, created_at timestamptz not null default app.now(),
  primary key (library_id, key, route)
);
create index idempotency_age on idempotency (created_at);

create table notice (
  library_id uuid not null references library, id uuid not null default uuidv7(),
  -- the same thing is said once: `once` names it (delivery id and state, for instance)
  once text not null, kind text not null, grave boolean not null default true,
  person_id uuid references person, subject jsonb not null, at timestamptz not null default app.now(),
  read_at timestamptz, settled_at timestamptz, mailed_at timestamptz,
  primary key (library_id, id), unique (library_id, once)
);

-- ── channels ─────────────────────────────────────────────────────────────────────────────────────
create table channel (
  library_id uuid not null references library, id uuid not null default uuidv7(),
  network text not null, name text not null, handle text not null default '', url text,
  state text not null default 'active' check (state in ('idea', 'launching', 'active', 'paused', 'retired')),
  standing text not null default 'ours' check (standing in ('ours', 'reserved', 'not-ours')),
  manual boolean not null, role_address text,
  paused_reason text, paused_until timestamptz, paused_at timestamptz, paused_by uuid,
  version int not null default 1, created_at timestamptz not null, created_by uuid,
  primary key (library_id, id)
);

create table connection (
  library_id uuid not null, channel_id uuid not null,
  server text not null, account_id text not null, handle text not null, secret bytea not null,
  told jsonb not null default '{}',
  state text not null default 'well' check (state in ('well', 'sign-in-again', 'unreachable')),
  state_detail text, checked_at timestamptz, connected_by uuid references person, connected_at timestamptz not null,
  primary key (library_id, channel_id), foreign key (library_id, channel_id) references channel (library_id, id)
);

-- A remote account belongs to one channel of the whole installation, or two libraries would double (sender.md, 10).
create table remote_account (
  network text not null, server text not null, account_id text not null, library_id uuid not null references library, channel_id uuid not null,
  primary key (network, server, account_id)
);
-- Our registration as an application on a server, shared by all libraries. The secret is encrypted.
create table network_app (network text not null, server text not null, secret bytea not null, created_at timestamptz not null, primary key (network, server));
-- A sign-in that is under way at a network: what must match when the person comes back.
create table pending_sign_in (
  library_id uuid not null references library, state_hash bytea not null, person_id uuid not null, network text not null, server text not null,
  channel_id uuid, name text not null, verifier bytea not null, created_at timestamptz not null,
  primary key (library_id, state_hash)
);
-- What a network allows in a window, obeyed ahead. The key is the adapter's: account, app or host.
create table budget (key text primary key, window_start timestamptz not null, spent int not null, blocked_until timestamptz);

-- ── content ──────────────────────────────────────────────────────────────────────────────────────
create table media_asset (
  library_id uuid not null references library, id uuid not null default uuidv7(),
  digest text not null, mime text not null, bytes bigint not null, width int, height int, name text not null,
  found jsonb not null default '{}', use_until timestamptz, created_at timestamptz not null, created_by uuid,
  primary key (library_id, id)
);
create table rendition (
  library_id uuid not null, asset_id uuid not null, recipe text not null,
  digest text not null, mime text not null, bytes int not null, width int not null, height int not null,
  primary key (library_id, asset_id, recipe), foreign key (library_id, asset_id) references media_asset (library_id, id)
);

create table post (
  library_id uuid not null references library, id uuid not null default uuidv7(),
  title text, latest int not null, no_use_after timestamptz,
  created_at timestamptz not null, created_by uuid, updated_at timestamptz not null, updated_by uuid, binned_at timestamptz,
  primary key (library_id, id)
);
create index post_recent on post (library_id, updated_at desc);
-- Immutable once frozen; typing saves itself into the one open version.
create table post_version (
  library_id uuid not null, post_id uuid not null, number int not null,
  text text not null, language text, options jsonb not null default '{}', channels uuid[] not null default '{}', planned jsonb,
  frozen_at timestamptz, created_at timestamptz not null, created_by uuid, updated_at timestamptz not null,
  primary key (library_id, post_id, number), foreign key (library_id, post_id) references post (library_id, id) on delete cascade
);
-- How one channel (or one language) says it differently.
create table variant (
  library_id uuid not null, post_id uuid not null, number int not null, id uuid not null default uuidv7(),
  channel_id uuid, language text, title text, text text, options jsonb not null default '{}',
  primary key (library_id, post_id, number, id),
  foreign key (library_id, post_id, number) references post_version (library_id, post_id, number) on delete cascade,
  foreign key (library_id, channel_id) references channel (library_id, id)
);
create table media_use (
  library_id uuid not null, post_id uuid not null, number int not null, position int not null,
  asset_id uuid not null, alt text not null, decorative boolean not null default false, focus jsonb,
  primary key (library_id, post_id, number, position),
  foreign key (library_id, post_id, number) references post_version (library_id, post_id, number) on delete cascade,
  foreign key (library_id, asset_id) references media_asset (library_id, id)
);
create index media_use_asset on media_use (library_id, asset_id);

-- ── publishing ───────────────────────────────────────────────────────────────────────────────────
create table delivery (
  library_id uuid not null references library, id uuid not null default uuidv7(),
  kind text not null default 'post' check (kind in ('post', 'edit', 'remove')),
  origin text not null default 'app' check (origin in ('app', 'network')),
  post_id uuid, post_version int, channel_id uuid not null, language text,
  part int not null default 1, parts int not null default 1,
  -- the part before this one; for edit and remove the delivery that is changed
  after_id uuid, changes_id uuid,
  title text not null default '',
  state text not null check (state in ('scheduled', 'preparing', 'releasing', 'published', 'waiting', 'held', 'partly', 'refused', 'unknown', 'cancelled')),
  waiting_for text check (waiting_for in ('network', 'sign-in', 'person', 'paused', 'approval', 'part')),
  reason text, field text,
  planned_date date, planned_time time, planned_zone text,
  due_at timestamptz not null, next_at timestamptz, no_use_after timestamptz,
  payload jsonb not null, payload_digest text not null, approval_digest text,
  prepared jsonb, prepared_digest text,
  -- the key of the visible act: chosen before sending, never made anew
  key text not null,
  lease_token uuid, lease_until timestamptz,
  released_at timestamptz, release_deadline timestamptz, releases int not null default 0,
  tries int not null default 0, look_ups int not null default 0,
  remote_id text, url text, remote jsonb, published_at timestamptz, removed_at timestamptz, settled_by text,
  claimed_by uuid, claimed_at timestamptz,
  version int not null default 1, created_at timestamptz not null, created_by uuid, updated_at timestamptz not null,
  primary key (library_id, id),
  foreign key (library_id, channel_id) references channel (library_id, id),
  foreign key (library_id, post_id) references post (library_id, id),
  check ((state = 'waiting') = (waiting_for is not null)),
  check (state <> 'published' or published_at is not null),
  check (state <> 'releasing' or (lease_token is not null and released_at is not null))
);
-- one live delivery for a post, channel, language and part (sender.md, 10)
create unique index delivery_once on delivery (library_id, post_id, channel_id, coalesce(language, ''), part) where kind = 'post' and state <> 'cancelled';
create index delivery_due on delivery (next_at) where next_at is not null;
create index delivery_lane on delivery (library_id, channel_id, next_at) where next_at is not null;
create index delivery_calendar on delivery (library_id, due_at);
create index delivery_post on delivery (library_id, post_id);
-- what follows a part, and what changes a post
create index delivery_after on delivery (library_id, after_id) where after_id is not null;
create index delivery_changes on delivery (library_id, changes_id) where changes_id is not null;
create index delivery_attention on delivery (library_id, state) where state in ('waiting', 'held', 'partly', 'refused', 'unknown');

-- Who sends on a channel just now. Names its holder; freed with the lease.
create table lane (
  library_id uuid not null, channel_id uuid not null, holder uuid, lease_token uuid, lease_until timestamptz,
  primary key (library_id, channel_id), foreign key (library_id, channel_id) references channel (library_id, id)
);

-- Every channel has its lane from the first moment: the sender claims nothing on a channel without one.
-- The row is written here, not by the room of channels, because the lane belongs to publishing.
create function app.lane_of_channel() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  insert into public.lane (library_id, channel_id) values (new.library_id, new.id) on conflict do nothing;
  return null;
end $$;
create trigger lane_of_channel after insert on channel for each row execute function app.lane_of_channel();

-- The story: what was tried when, what the network answered, what we know and how.
create table attempt (
  library_id uuid not null, delivery_id uuid not null, id uuid not null default uuidv7(),
  step text not null check (step in ('prepare', 'release', 'look-up', 'settle', 'person', 'wait', 'recover')),
  at timestamptz not null, ended_at timestamptz, outcome text not null, trouble jsonb, sent text check (sent in ('none', 'maybe')), raw jsonb, by_person uuid,
  primary key (library_id, delivery_id, id), foreign key (library_id, delivery_id) references delivery (library_id, id)
);

-- ── bulletin ─────────────────────────────────────────────────────────────────────────────────────
create table bulletin_post (
  library_id uuid not null references library, id uuid not null, delivery_id uuid not null, channel_id uuid not null,
  slug text not null, title text not null, text text not null, language text, warning text, media jsonb not null default '[]',
  published_at timestamptz not null, updated_at timestamptz not null, removed_at timestamptz,
  primary key (library_id, id), unique (library_id, slug), unique (library_id, delivery_id)
);
create index bulletin_post_recent on bulletin_post (library_id, published_at desc) where removed_at is null;

-- ── row-level security ───────────────────────────────────────────────────────────────────────────
do $$
declare t text;
begin
  foreach t in array array['membership', 'api_key', 'one_time_link', 'audit', 'fact', 'idempotency', 'notice', 'channel', 'connection', 'pending_sign_in',
    'media_asset', 'rendition', 'post', 'post_version', 'variant', 'media_use', 'delivery', 'lane', 'attempt', 'bulletin_post'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy of_library on %I using (library_id = app.library_id()) with check (library_id = app.library_id())', t);
  end loop;
end $$;
alter table library enable row level security;
create policy of_library on library using (id = app.library_id()) with check (id = app.library_id());

-- ── doors in the wall ────────────────────────────────────────────────────────────────────────────
-- What must be answered before a library is known, or for all libraries at once. Each answers ids only, has a fixed search path,
-- and is attacked in server/src/db/doors.test.ts.
create function app.library_by_handle(wanted text) returns uuid language sql stable security definer set search_path = pg_catalog, public, app
  as $$ select id from public.library where handle = wanted::public.citext $$;
create function app.library_of_key(wanted bytea) returns uuid language sql stable security definer set search_path = pg_catalog, public, app
  as $$ select library_id from public.api_key where hash = wanted $$;
create function app.library_of_link(wanted bytea) returns uuid language sql stable security definer set search_path = pg_catalog, public, app
  as $$ select library_id from public.one_time_link where hash = wanted $$;
create function app.library_of_sign_in(wanted bytea) returns uuid language sql stable security definer set search_path = pg_catalog, public, app
  as $$ select library_id from public.pending_sign_in where state_hash = wanted $$;
create function app.libraries_of_person(wanted uuid) returns setof uuid language sql stable security definer set search_path = pg_catalog, public, app
  as $$ select library_id from public.membership where person_id = wanted $$;
create function app.every_library() returns setof uuid language sql stable security definer set search_path = pg_catalog, public, app
  as $$ select id from public.library order by id $$;

-- When the sender has to look again: the earliest moment of any delivery.
create function app.next_due() returns timestamptz language sql stable security definer set search_path = pg_catalog, public, app
  as $$ select min(next_at) from public.delivery where next_at is not null $$;

-- Claiming lane by lane: each step finds its row by a key, so that the cost does not hang on statistics that a young table has not got.
-- What sends takes its channel's lane, which then names it (one at a time, in the order of the planned moments); what only asks
-- (recover, look-up) needs no lane. Two workers never get the same row: lanes and rows are locked, and skipped if locked.
create function app.claim_due(lease interval, how_many int) returns table (library_id uuid, delivery_id uuid, channel_id uuid, token uuid, task text)
language plpgsql security definer set search_path = pg_catalog, public, app as $$
declare t timestamptz := app.now(); due record; first_id uuid; fresh uuid; taken int := 0;
begin
  return query
    with asking as (
      select d.library_id, d.id, d.state from public.delivery d
      where d.next_at <= t and d.state in ('releasing', 'unknown') and (d.lease_until is null or d.lease_until <= t)
      order by d.next_at limit how_many for update skip locked)
    update public.delivery d set lease_token = uuidv7(), lease_until = t + lease, next_at = t + lease
    from asking a where d.library_id = a.library_id and d.id = a.id
    returning d.library_id, d.id, d.channel_id, d.lease_token, case a.state when 'releasing' then 'recover' else 'look-up' end;
  if exists (select 1 from public.installation where sending_held_reason is not null) then return; end if;
  for due in
    select d.library_id, d.channel_id from public.delivery d join public.lane l on l.library_id = d.library_id and l.channel_id = d.channel_id
    where d.next_at <= t and d.state in ('scheduled', 'waiting', 'preparing') and (l.lease_until is null or l.lease_until <= t)
    order by d.next_at limit how_many * 16
  loop
    exit when taken >= how_many;
    perform 1 from public.lane l where l.library_id = due.library_id and l.channel_id = due.channel_id and (l.lease_until is null or l.lease_until <= t) for update skip locked;
    continue when not found;
    select d.id into first_id from public.delivery d
      where d.library_id = due.library_id and d.channel_id = due.channel_id and d.next_at <= t and d.state in ('scheduled', 'waiting', 'preparing')
      order by d.due_at, d.id limit 1 for update skip locked;
    continue when first_id is null;
    fresh := uuidv7();
    update public.delivery d set state = 'preparing', waiting_for = null, lease_token = fresh, lease_until = t + lease, next_at = t + lease, updated_at = t
      where d.library_id = due.library_id and d.id = first_id;
    update public.lane l set holder = first_id, lease_token = fresh, lease_until = t + lease where l.library_id = due.library_id and l.channel_id = due.channel_id;
    taken := taken + 1;
    library_id := due.library_id; delivery_id := first_id; channel_id := due.channel_id; token := fresh; task := 'send';
    return next;
  end loop;
end $$;

-- Facts that a listener has not heard yet; each is then told in a transaction of its library.
create function app.unheard_facts(how_many int) returns table (library_id uuid, fact_id bigint) language sql stable security definer set search_path = pg_catalog, public, app
  as $$ select f.library_id, f.id from public.fact f where f.pending <> '{}' and f.next_at <= app.now() order by f.next_at, f.id limit how_many $$;
create function app.next_unheard() returns timestamptz language sql stable security definer set search_path = pg_catalog, public, app
  as $$ select min(next_at) from public.fact where pending <> '{}' $$;

-- Hands a channel's lane on: the holder that is done gives it to the next delivery that is due there, or frees it.
create function app.hand_on(channel uuid, mine uuid, lease interval) returns table (delivery_id uuid, token uuid)
language plpgsql as $$
declare t timestamptz := app.now(); library uuid := app.library_id(); following uuid; fresh uuid;
begin
  perform 1 from public.lane l where l.library_id = library and l.channel_id = channel and l.lease_token = mine for update;
  if not found then return; end if;
  if not exists (select 1 from public.installation where sending_held_reason is not null) then
    select d.id into following from public.delivery d
      where d.library_id = library and d.channel_id = channel and d.next_at <= t and d.state in ('scheduled', 'waiting')
      order by d.due_at, d.id limit 1 for update skip locked;
  end if;
  if following is null then
    update public.lane l set holder = null, lease_token = null, lease_until = null where l.library_id = library and l.channel_id = channel;
    return;
  end if;
  fresh := uuidv7();
  update public.lane l set holder = following, lease_token = fresh, lease_until = t + lease where l.library_id = library and l.channel_id = channel;
  update public.delivery d set state = 'preparing', waiting_for = null, lease_token = fresh, lease_until = t + lease, next_at = t + lease, updated_at = t
    where d.library_id = library and d.id = following;
  return query select following, fresh;
end $$;

-- Spends from budgets in one statement. Where one of several is spent already, the others lose a little of theirs: less is sent, never more.
create function app.spend(budgets jsonb) returns timestamptz language plpgsql as $$
declare t timestamptz := app.now(); spent_all boolean; until timestamptz;
begin
  with asked as (select key, "limit" as most, "windowMs" * interval '1 ms' as span, cost from jsonb_to_recordset(budgets) as b(key text, "limit" int, "windowMs" float8, cost int)),
  spent as (
    insert into public.budget as b (key, window_start, spent) select key, t, cost from asked order by key
    on conflict (key) do update set
      spent = case when b.window_start + (select span from asked a where a.key = b.key) <= t then excluded.spent else b.spent + excluded.spent end,
      window_start = case when b.window_start + (select span from asked a where a.key = b.key) <= t then t else b.window_start end
    where coalesce(b.blocked_until <= t, true)
      and (b.window_start + (select span from asked a where a.key = b.key) <= t or b.spent + excluded.spent <= (select most from asked a where a.key = b.key))
    returning b.key)
  select count(*) = (select count(*) from asked) into spent_all from spent;
  if spent_all then return null; end if;
  select max(greatest(g.blocked_until, case when g.spent + a.cost > a.most then g.window_start + a.span end)) into until
    from (select key, "limit" as most, "windowMs" * interval '1 ms' as span, cost from jsonb_to_recordset(budgets) as b(key text, "limit" int, "windowMs" float8, cost int)) a
    join public.budget g on g.key = a.key where g.blocked_until > t or (g.window_start + a.span > t and g.spent + a.cost > a.most);
  return coalesce(until, t + interval '1 second');
end $$;

-- Totals for /metrics: numbers only, of all libraries together.
create function app.delivery_totals() returns table (state text, n bigint) language sql stable security definer set search_path = pg_catalog, public, app
  as $$ select d.state, count(*) from public.delivery d group by d.state order by d.state $$;
