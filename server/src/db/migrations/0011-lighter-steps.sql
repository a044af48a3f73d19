-- Spends from budgets in one statement. Where one of several is spent already, the others lose a little of theirs: less is sent, never more.
create or replace function app.spend(budgets jsonb) returns timestamptz language plpgsql as $$
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

-- Hands a channel's lane on: the holder that is done gives it to the next delivery that is due there, or frees it.
create or replace function app.hand_on(channel uuid, mine uuid, lease interval) returns table (delivery_id uuid, token uuid)
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

-- Logs grow with every act. Their reference to the library took a lock on its one row each time; libraries are never deleted.
alter table fact drop constraint fact_library_id_fkey;
alter table audit drop constraint audit_library_id_fkey;
