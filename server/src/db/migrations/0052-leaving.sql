-- Somebody who left can be made anonymous: her rows stay, with an id and without a name (docs/decisions/0026).

-- Once made anonymous (`left_at`) a person has no address. Everybody else has one.
alter table person alter column email drop not null;
alter table person add check (email is not null or left_at is not null);

-- Who was a member and is none any more, or was one before she came back: so that it can be told to which libraries somebody ever belonged.
create table former_member (
  library_id uuid not null references library, person_id uuid not null references person, left_at timestamptz not null,
  primary key (library_id, person_id)
);
create index former_member_person on former_member (person_id);
alter table former_member enable row level security;
create policy of_library on former_member using (library_id = app.library_id()) with check (library_id = app.library_id());

-- What the logs know of the time before this table.
insert into former_member (library_id, person_id, left_at)
  select l.id, p.id, max(a.at) from audit a join library l on l.id = a.library_id join person p on p.id::text = a.subject ->> 'id'
  where a.verb in ('removeMember', 'cutOff') and a.subject ->> 'kind' = 'person' group by l.id, p.id;

-- By the table itself, so that no way out is forgotten.
create function app.remember_member() returns trigger language plpgsql set search_path = pg_catalog, public, app as $$
begin
  insert into public.former_member (library_id, person_id, left_at) values (old.library_id, old.person_id, app.now())
    on conflict (library_id, person_id) do update set left_at = excluded.left_at;
  return null;
end $$;
create trigger remember_member after delete on membership for each row execute function app.remember_member();

-- A door in the wall, as libraries_of_person is: ids only.
create function app.libraries_ever_of_person(wanted uuid) returns setof uuid language sql stable security definer set search_path = pg_catalog, public, app
  as $$ select library_id from public.membership where person_id = wanted union select library_id from public.former_member where person_id = wanted $$;

-- Nothing new hangs on somebody who was made anonymous, also by what was under way at that very moment: the row of the person is locked,
-- so that it comes first and goes with her, or comes later and is refused.
create function app.only_who_is_here() returns trigger language plpgsql set search_path = pg_catalog, public, app as $$
begin
  if new.person_id is null then return new; end if;
  perform 1 from public.person p where p.id = new.person_id and p.left_at is null for key share;
  if not found then raise exception 'this person has left' using errcode = 'foreign_key_violation'; end if;
  return new;
end $$;
do $$
declare t text;
begin
  foreach t in array array['membership', 'session', 'passkey', 'totp', 'recovery_code', 'reset_link', 'email_change', 'challenge', 'pending_sign_in'] loop
    execute format('create trigger only_who_is_here before insert on %I for each row execute function app.only_who_is_here()', t);
  end loop;
end $$;
