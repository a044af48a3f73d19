-- Claiming lane by lane: each step finds its row by a key, so that the cost does not hang on statistics that a young table has not got.
-- What sends takes its channel's lane, which then names it (one at a time, in the order of the planned moments); what only asks
-- (recover, look-up) needs no lane. Two workers never get the same row: lanes and rows are locked, and skipped if locked.
drop function app.claim_due(interval, int);
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

-- What follows a part, and what changes a post.
create index delivery_after on delivery (library_id, after_id) where after_id is not null;
create index delivery_changes on delivery (library_id, changes_id) where changes_id is not null;
