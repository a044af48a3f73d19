-- What lost its worker in the middle of a visible call, or is to be asked about: found without reading all that is due.
create index delivery_asking on delivery (next_at) where state in ('releasing', 'unknown') and next_at is not null;

-- Spends for several deliveries in one statement, as app.spend does for one: [{id, key, limit, windowMs, cost}]. Answers those that could spend
-- all of theirs. Keys are taken in one order, so that two workers never wait for each other. Where a key's rest does not suffice for all who
-- ask for it, none of them gets it here; each then asks alone.
create function app.spend_together(budgets jsonb, wanted uuid[]) returns setof uuid language sql as $$
  with moment as materialized (select app.now() as t),
  asked as materialized (
    select b.id, b.key, b."limit" as most, b."windowMs" * interval '1 ms' as span, b.cost
    from jsonb_to_recordset(budgets) as b(id uuid, key text, "limit" int, "windowMs" float8, cost int) where b.id = any (wanted)),
  sums as materialized (select key, min(most) as most, max(span) as span, sum(cost)::int as cost from asked group by key having sum(cost) <= min(most)),
  spent as (
    insert into public.budget as b (key, window_start, spent) select key, t, cost from sums, moment order by key
    on conflict (key) do update set
      spent = case when b.window_start + (select span from sums s where s.key = b.key) <= excluded.window_start then excluded.spent else b.spent + excluded.spent end,
      window_start = case when b.window_start + (select span from sums s where s.key = b.key) <= excluded.window_start then excluded.window_start else b.window_start end
    where coalesce(b.blocked_until <= excluded.window_start, true)
      and (b.window_start + (select span from sums s where s.key = b.key) <= excluded.window_start or b.spent + excluded.spent <= (select most from sums s where s.key = b.key))
    returning b.key)
  select a.id from asked a left join spent s on s.key = a.key group by a.id having bool_and(s.key is not null)
$$;

-- As before, with two differences: what is to be asked about has an index of its own, and free lanes are taken by the handful. Rows are locked
-- in one statement and changed in the next, which sees them as they were locked; they are found by their place, because a plan that was made
-- for a young table may go by the wrong index for as long as the connection lives. (`f.id = any (ids)` says nothing new: it tells the planner that
-- they are few.)
create or replace function app.claim_due(lease interval, how_many int) returns table (library_id uuid, delivery_id uuid, channel_id uuid, token uuid, task text)
language plpgsql security definer set search_path = pg_catalog, public, app
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off set enable_bitmapscan = off as $$
declare t timestamptz := app.now(); libraries uuid[]; ids uuid[]; channels uuid[]; places tid[]; lanes tid[]; tokens uuid[];
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
  with due as materialized (
    select d.library_id, d.channel_id, d.next_at from public.delivery d join public.lane l on l.library_id = d.library_id and l.channel_id = d.channel_id
    where d.next_at <= t and d.state in ('scheduled', 'waiting', 'preparing') and (l.lease_until is null or l.lease_until <= t)
    order by d.next_at limit how_many * 16),
  waiting as materialized (select d.library_id, d.channel_id, min(d.next_at) as since from due d group by d.library_id, d.channel_id order by since),
  free as materialized (
    select w.library_id, w.channel_id, w.since, l.place from waiting w cross join lateral (
      select l.ctid as place from public.lane l where l.library_id = w.library_id and l.channel_id = w.channel_id and (l.lease_until is null or l.lease_until <= t)
      for update skip locked) l
    limit how_many),
  first as materialized (
    select f.library_id, f.channel_id, f.since, f.place as lane, d.id, d.place from free f cross join lateral (
      select d.id, d.ctid as place from public.delivery d
      where d.library_id = f.library_id and d.channel_id = f.channel_id and d.next_at <= t and d.state in ('scheduled', 'waiting', 'preparing')
      order by d.due_at, d.id limit 1 for update skip locked) d)
  select array_agg(f.library_id order by f.since), array_agg(f.id order by f.since), array_agg(f.channel_id order by f.since),
      array_agg(f.place order by f.since), array_agg(f.lane order by f.since), array_agg(uuidv7())
    into libraries, ids, channels, places, lanes, tokens from first f;
  if ids is null then return; end if;
  update public.delivery d set state = 'preparing', waiting_for = null, lease_token = f.token, lease_until = t + lease, next_at = t + lease, updated_at = t
    from unnest(ids, places, tokens) f (id, place, token) where f.id = any (ids) and d.ctid = f.place and d.id = f.id;
  update public.lane l set holder = f.id, lease_token = f.token, lease_until = t + lease
    from unnest(ids, channels, lanes, tokens) f (id, channel, place, token) where f.id = any (ids) and l.ctid = f.place and l.channel_id = f.channel;
  return query select f.library, f.id, f.channel, f.token, 'send' from unnest(libraries, ids, channels, tokens) f (library, id, channel, token);
end $$;

-- app.hand_on for several lanes of one library: [{id, token, channel}], where `id` is the delivery that is settled and `token` held both it and the
-- lane. Answers the lanes that were still ours; without a delivery where nothing is due and the lane is free now.
create function app.hand_on_together(held jsonb, lease interval) returns table (mine uuid, delivery_id uuid, token uuid) language plpgsql
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off set enable_bitmapscan = off as $$
declare library uuid := app.library_id(); t timestamptz; going boolean; held_by uuid[]; channels uuid[]; lanes tid[]; following uuid[]; places tid[]; tokens uuid[];
begin
  with asked as materialized (select a.id, a.token, a.channel from jsonb_to_recordset(held) as a(id uuid, token uuid, channel uuid)),
  ours as materialized (
    select a.token, a.channel, l.place from asked a
    cross join lateral (select d.state, d.lease_token from public.delivery d where d.library_id = library and d.id = a.id offset 0) d
    cross join lateral (select l.ctid as place, l.lease_token from public.lane l where l.library_id = library and l.channel_id = a.channel offset 0 for update) l
    where d.state = 'published' and d.lease_token is null and l.lease_token = a.token)
  select array_agg(o.token), array_agg(o.channel), array_agg(o.place) into held_by, channels, lanes from ours o;
  if held_by is null then return; end if;
  t := app.now();
  going := not exists (select 1 from public.installation where sending_held_reason is not null);
  with ours as materialized (select o.n, o.channel from unnest(channels) with ordinality o (channel, n)),
  next as materialized (
    select o.n, d.id, d.place from ours o left join lateral (
      select d.id, d.ctid as place from public.delivery d
      where going and d.library_id = library and d.channel_id = o.channel and d.next_at <= t and d.state in ('scheduled', 'waiting')
      order by d.due_at, d.id limit 1 for update skip locked) d on true)
  select array_agg(x.id order by x.n), array_agg(x.place order by x.n), array_agg(case when x.id is not null then uuidv7() end order by x.n)
    into following, places, tokens from next x;
  update public.delivery d set state = 'preparing', waiting_for = null, lease_token = f.token, lease_until = t + lease, next_at = t + lease, updated_at = t
    from unnest(following, places, tokens) f (id, place, token) where f.id = any (following) and d.ctid = f.place and d.library_id = library and d.id = f.id;
  for n in 1 .. cardinality(lanes) loop
    update public.lane l set holder = following[n], lease_token = tokens[n], lease_until = case when following[n] is not null then t + lease end
      where l.ctid = lanes[n] and l.library_id = library and l.channel_id = channels[n];
  end loop;
  return query select f.mine, f.id, f.token from unnest(held_by, following, tokens) f (mine, id, token);
end $$;
