-- How people come, come back and go: invitations, resets, passkeys, a second step, and proof again before what is grave.

-- An invitation knows whom it greets, whether it was mailed, and whether it was taken back.
alter table one_time_link add column name text, add column mailed_at timestamptz, add column withdrawn_at timestamptz, add column used_by uuid references person;

-- Where somebody writes: none of these rows is everywhere.
create table membership_branch (
  library_id uuid not null, person_id uuid not null, branch_id uuid not null,
  primary key (library_id, person_id, branch_id),
  foreign key (library_id, person_id) references membership (library_id, person_id) on delete cascade,
  foreign key (library_id, branch_id) references branch (library_id, id) on delete cascade
);
alter table membership_branch enable row level security;
create policy of_library on membership_branch using (library_id = app.library_id()) with check (library_id = app.library_id());

-- A person belongs to the installation, so what she signs in with does too.
create table reset_link (
  hash bytea primary key, person_id uuid not null references person on delete cascade,
  created_at timestamptz not null, expires_at timestamptz not null, used_at timestamptz
);
create index reset_link_person on reset_link (person_id, created_at);

create table passkey (
  id uuid primary key default uuidv7(), credential_id text not null unique, person_id uuid not null references person on delete cascade,
  public_key bytea not null, counter bigint not null default 0, transports text[] not null default '{}',
  name text not null, created_at timestamptz not null, last_used_at timestamptz
);
create index passkey_person on passkey (person_id);

-- What a browser must sign, used once and soon over.
create table challenge (
  challenge text primary key, purpose text not null check (purpose in ('register', 'sign-in', 'second-step', 'proof')),
  person_id uuid references person on delete cascade, detail jsonb not null default '{}', expires_at timestamptz not null
);

-- The second step by an authenticator app (RFC 6238). `last_step`: a code works once.
create table totp (
  person_id uuid primary key references person on delete cascade, secret bytea not null,
  confirmed_at timestamptz, last_step bigint not null default 0, created_at timestamptz not null
);
create table recovery_code (person_id uuid not null references person on delete cascade, hash bytea not null, used_at timestamptz, primary key (person_id, hash));

-- When this session last proved who it is, beyond being open.
alter table session add column proved_at timestamptz;
update session set proved_at = created_at;
