-- Goals compare posts at seven days: all of a channel's in one range, instead of one search for each post.
create index reading_at_week on reading (library_id, channel_id, measure, as_of) include (delivery_id, id, value) where age = '7d';
-- What went out in a span of days: for goals, reports and the delivery record. A row enters it once, when it is out.
create index delivery_out on delivery (library_id, published_at) where published_at is not null;
