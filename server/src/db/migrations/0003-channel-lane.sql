-- Every channel has its lane from the first moment: the sender claims nothing on a channel without one.
-- The row is written here, not by the room of channels, because the lane belongs to publishing.
create function app.lane_of_channel() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  insert into public.lane (library_id, channel_id) values (new.library_id, new.id) on conflict do nothing;
  return null;
end $$;
create trigger lane_of_channel after insert on channel for each row execute function app.lane_of_channel();
insert into lane (library_id, channel_id) select library_id, id from channel on conflict do nothing;
