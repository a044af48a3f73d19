-- Recurring work: the last stretch of time that was done, for the whole installation. The queue's own schema is made beside this by jobs/install.ts.
create table clockwork (
  name text primary key,
  -- '-infinity' until it ran for the first time: then the newest stretch is done, none before it
  bucket timestamptz not null default '-infinity',
  claimed_until timestamptz, tries int not null default 0, trouble text
);
