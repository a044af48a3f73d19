-- Skips a delivery whose row another transaction holds, as it skips its lane: a worker that froze in the middle of a transaction
-- kept every other worker from claiming anything until its connection ended.
create or replace function app.claim_due(lease interval, how_many int) returns table (library_id uuid, delivery_id uuid, token uuid, task text)
language plpgsql security definer set search_path = pg_catalog, public, app as $$
declare t timestamptz := app.now(); held boolean;
begin
  select sending_held_reason is not null into held from public.installation;
  return query
    with asking as (
      select d.library_id, d.id, d.state from public.delivery d
      where d.next_at <= t and d.state in ('releasing', 'unknown') and (d.lease_until is null or d.lease_until <= t)
      order by d.next_at limit how_many for update skip locked)
    update public.delivery d set lease_token = uuidv7(), lease_until = t + lease, next_at = t + lease
    from asking a where d.library_id = a.library_id and d.id = a.id
    returning d.library_id, d.id, d.lease_token, case a.state when 'releasing' then 'recover' else 'look-up' end;
  if held then return; end if;
  return query
    with due as (
      select d.library_id, d.channel_id, d.id, d.next_at, d.due_at from public.delivery d
      join public.lane l on l.library_id = d.library_id and l.channel_id = d.channel_id
      where d.next_at <= t and d.state in ('scheduled', 'waiting', 'preparing') and (l.lease_until is null or l.lease_until <= t)
      order by d.next_at limit how_many * 16),
    first_of as (select distinct on (f.library_id, f.channel_id) f.* from due f order by f.library_id, f.channel_id, f.due_at, f.id),
    free as (
      select l.library_id, l.channel_id, f.id, f.next_at from public.lane l join first_of f on f.library_id = l.library_id and f.channel_id = l.channel_id
      join public.delivery d on d.library_id = f.library_id and d.id = f.id
      where l.lease_until is null or l.lease_until <= t
      order by f.next_at limit how_many for update of l, d skip locked),
    claimed as (
      update public.delivery d set state = 'preparing', waiting_for = null, lease_token = uuidv7(), lease_until = t + lease, next_at = t + lease, updated_at = t
      from free where d.library_id = free.library_id and d.id = free.id and d.next_at <= t and d.state in ('scheduled', 'waiting', 'preparing')
      returning d.library_id, d.channel_id, d.id, d.lease_token),
    held_lane as (
      update public.lane l set holder = c.id, lease_token = c.lease_token, lease_until = t + lease
      from claimed c where l.library_id = c.library_id and l.channel_id = c.channel_id)
    select c.library_id, c.id, c.lease_token, 'send' from claimed c;
end $$;
