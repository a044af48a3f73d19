-- Lists show either what stands or what lies in the bin, never both. An index for each of them is no index for posts that are looked up by
-- their ids: a planner that knows nothing of a young table yet would walk the whole of it for them, and compare each with each.
drop index post_recent;
create index post_recent on post (library_id, updated_at desc) where binned_at is null;
create index post_binned on post (library_id, updated_at desc) where binned_at is not null;
