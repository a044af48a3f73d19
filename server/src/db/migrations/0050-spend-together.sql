-- As in 0047, but no key is charged for an id that cannot spend all of its own. Every key is locked first, in one order, and made where it is
-- not there yet (the update that never comes true only locks); the next statement reads them as they then are.
create or replace function app.spend_together(budgets jsonb, wanted uuid[]) returns setof uuid language sql as $$
  insert into public.budget as b (key, window_start, spent)
    select key, app.now(), 0 from (select distinct key from jsonb_to_recordset(budgets) as a(id uuid, key text) where id = any (wanted)) a order by key
    on conflict (key) do update set spent = b.spent where false;
  with moment as materialized (select app.now() as t),
  asked as materialized (
    select a.id, a.key, a."limit" as most, a."windowMs" * interval '1 ms' as span, a.cost
    from jsonb_to_recordset(budgets) as a(id uuid, key text, "limit" int, "windowMs" float8, cost int) where a.id = any (wanted)),
  keys as materialized (
    select k.key, b.window_start + k.span <= m.t as over, coalesce(b.blocked_until > m.t, false) as blocked,
      k.most - case when b.window_start + k.span <= m.t then 0 else b.spent end as room
    from (select key, min(most) as most, max(span) as span from asked group by key) k cross join moment m
    cross join lateral (select * from public.budget where key = k.key offset 0) b),
  able as materialized (
    select a.id from asked a join keys k on k.key = a.key group by a.id having bool_and(not k.blocked and a.cost <= k.room)),
  crowded as materialized (
    select a.key from asked a join keys k on k.key = a.key where a.id in (select id from able) group by a.key, k.room having sum(a.cost) > k.room),
  may as materialized (
    select id from able where id not in (select a.id from asked a where a.key in (select key from crowded))),
  costs as materialized (select key, sum(cost)::int as cost from asked where id in (select id from may) group by key),
  charged as (
    update public.budget b set spent = case when k.over then c.cost else b.spent + c.cost end, window_start = case when k.over then m.t else b.window_start end
    from costs c join keys k on k.key = c.key cross join moment m where b.key = c.key)
  select id from may
$$;
