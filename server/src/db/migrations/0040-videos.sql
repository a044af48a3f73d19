-- A video: how long it is and whether anything is heard. Null: it is none. Sizes stand where those of pictures do.
alter table media_asset add column video jsonb;
-- How a post uses one: its captions by language (their files are assets too), or that nothing is said in it. Null: no video.
alter table media_use add column video jsonb;
