-- What the account's own listing said of a delivery, an hour after it went out (sender.md, 16). One word for good: a later look is another question.
create table delivery_check (
  library_id uuid not null, delivery_id uuid not null, channel_id uuid not null,
  result text not null check (result in ('seen', 'lost', 'doubled', 'not-checked')),
  -- why it was not checked
  why text, at timestamptz not null,
  -- the same words and pictures under another id
  twin_id text, twin_url text,
  primary key (library_id, delivery_id), foreign key (library_id, delivery_id) references delivery (library_id, id),
  check ((result = 'not-checked') = (why is not null)), check ((result = 'doubled') = (twin_id is not null))
);
create index delivery_check_found on delivery_check (library_id, result) where result in ('lost', 'doubled');
alter table delivery_check enable row level security;
create policy of_library on delivery_check using (library_id = app.library_id()) with check (library_id = app.library_id());

-- A post that was made on the network itself is one delivery, however often it is found. Our own deliveries never touch this index.
create unique index delivery_native on delivery (library_id, channel_id, remote_id) where origin = 'network';

-- Tries that failed are of the whole channel, whatever was asked.
alter table reading_channel rename column account_tries to tries;
-- Every channel is read from its first moment on. The row is written here, as the lane's is, because it belongs to the room of measures.
create function app.reading_of_channel() returns trigger language plpgsql set search_path = pg_catalog, public, app as $$
begin
  insert into public.reading_channel (library_id, channel_id, next_at, account_due_at) values (new.library_id, new.id, app.now(), app.now()) on conflict do nothing;
  return null;
end $$;
create trigger reading_of_channel after insert on channel for each row execute function app.reading_of_channel();

-- What stood before figures were read: its next age from now on. Ages that have passed are told as not read in time.
insert into reading_channel (library_id, channel_id, next_at, account_due_at) select library_id, id, app.now(), app.now() from channel on conflict do nothing;
insert into reading_due (library_id, delivery_id, channel_id, age, due_at)
  select d.library_id, d.id, d.channel_id, a.age, d.published_at + a.after
  from delivery d join channel c on c.library_id = d.library_id and c.id = d.channel_id
  cross join lateral (select age, after from (values ('1h', interval '1 hour'), ('1d', interval '1 day'), ('7d', interval '7 days'), ('28d', interval '28 days')) v (age, after)
    where d.published_at + after > app.now() order by after limit 1) a
  where d.kind = 'post' and d.state = 'published' and d.remote_id is not null and not c.manual
  on conflict do nothing;
