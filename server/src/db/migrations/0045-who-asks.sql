-- Who asks: first in every request, so the database keeps its plan of it. Both enter the library of the one transaction that the call is,
-- then read as the caller, under row-level security: no door in the wall but the two that answer an id (0001).
create function app.who_by_key(wanted bytea)
  returns table (id uuid, name text, scopes text[], created_by uuid, library uuid, handle text, zone text, stale boolean)
language plpgsql as $$
begin
  perform set_config('app.library_id', coalesce(app.library_of_key(wanted)::text, ''), true);
  return query
    select k.id, k.name, k.scopes, k.created_by, l.id, l.handle::text, l.zone,
      k.last_used_at is null or k.last_used_at < app.now() - interval '60 seconds'
    from public.api_key k join public.library l on l.id = k.library_id
    where k.hash = wanted and k.revoked_at is null and (k.expires_at is null or k.expires_at > app.now());
end $$;

-- in_library: its handle; null for what a person does beside any library.
create function app.who_by_session(wanted bytea, in_library text)
  returns table (session uuid, id uuid, name text, administrator boolean, role text, branches uuid[], library uuid, handle text, zone text, stale boolean)
language plpgsql as $$
begin
  perform set_config('app.library_id', coalesce(app.library_by_handle(in_library)::text, ''), true);
  return query
    select s.id, p.id, p.name, p.installation_administrator, m.role,
      (select array_agg(b.branch_id) from public.membership_branch b where b.library_id = m.library_id and b.person_id = p.id),
      l.id, l.handle::text, l.zone, s.last_used_at < app.now() - interval '60 seconds'
    from public.session s join public.person p on p.id = s.person_id and p.left_at is null
    left join public.membership m on m.person_id = p.id left join public.library l on l.id = m.library_id
    where s.token_hash = wanted and s.expires_at > app.now();
end $$;
