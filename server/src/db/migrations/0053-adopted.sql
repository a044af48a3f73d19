-- A post made on the network itself that somebody took over as one of ours (decision 0027).
-- The delivery of ours that this found one turned out to be: it stands there once, so the found row goes out of the count and stays as what
-- keeps it from being found again: cancelled, and out no more. No CHECK says so: each change of this table reads its rules anew (decision 0024).
alter table delivery add column same_as uuid;
-- The found delivery that this post was made of: of one delivery one post, whoever asks at the same time. Undone, it is null again.
alter table post add column found_id uuid;
create unique index post_found on post (library_id, found_id) where found_id is not null;
