-- Whom a notice was written to. The row stands before the letter is sent and is marked after it: see notices.spec.md.
create table notice_mail (
  library_id uuid not null, notice_id uuid not null, recipient citext not null,
  claimed_until timestamptz, sent_at timestamptz,
  primary key (library_id, notice_id, recipient),
  foreign key (library_id, notice_id) references notice (library_id, id) on delete cascade
);
alter table notice_mail enable row level security;
create policy of_library on notice_mail using (library_id = app.library_id()) with check (library_id = app.library_id());
-- what still stands, newest first, and what stands about one thing
create index notice_open on notice (library_id, at desc) where settled_at is null;
create index notice_about on notice (library_id, (subject ->> 'kind'), (subject ->> 'id')) where settled_at is null;
