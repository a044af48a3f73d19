-- Somebody asked to sign in with another address: kept until a link that was mailed there is used, once, and within its time.
create table email_change (
  hash bytea primary key, person_id uuid not null references person on delete cascade,
  email citext not null, email_before citext not null,
  created_at timestamptz not null, expires_at timestamptz not null, used_at timestamptz, withdrawn_at timestamptz
);
create index email_change_person on email_change (person_id, created_at);
create index email_change_email on email_change (email, created_at);
