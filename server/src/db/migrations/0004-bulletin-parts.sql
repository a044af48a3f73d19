-- Parts of a thread stand together on the page of the first one.
alter table bulletin_post add column root_id uuid, add column part int not null default 1;
alter table bulletin_post add foreign key (library_id, root_id) references bulletin_post (library_id, id);
create index bulletin_post_parts on bulletin_post (library_id, root_id, part) where root_id is not null;
drop index bulletin_post_recent;
create index bulletin_post_recent on bulletin_post (library_id, published_at desc, id desc) where removed_at is null and root_id is null;
create index bulletin_post_changed on bulletin_post (library_id, updated_at desc);

-- Which pictures the public may see just now: a file of the library is not public because it exists. A table, not a search in jsonb,
-- since operators that are not leakproof use no index under row-level security.
create table bulletin_media (
  library_id uuid not null, digest text not null, post_id uuid not null, mime text not null,
  primary key (library_id, digest, post_id), foreign key (library_id, post_id) references bulletin_post (library_id, id) on delete cascade
);
create index bulletin_media_post on bulletin_media (library_id, post_id);
alter table bulletin_media enable row level security;
create policy of_library on bulletin_media using (library_id = app.library_id()) with check (library_id = app.library_id());
