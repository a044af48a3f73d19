/**
 * Tables without a library, and why. A test compares this list with the database: a table that is neither here nor under a
 * policy of its library fails. `sharding`: how it would be kept if libraries were spread over several databases.
 */
export const INSTALLATION_WIDE: Record<string, { why: string; sharding: string }> = {
  schema_migration: { why: 'which migrations have run', sharding: 'one on each database' },
  installation: { why: 'one row: who we are, and whether sending is held', sharding: 'replicated' },
  person: { why: 'a person may belong to several libraries', sharding: 'replicated' },
  session: { why: 'a session belongs to a person, not to a library', sharding: 'by person, on one database' },
  reset_link: { why: 'a password belongs to a person, not to a library', sharding: 'by person, on one database' },
  email_change: { why: 'an address belongs to a person, not to a library', sharding: 'by person, on one database' },
  passkey: { why: 'a passkey signs a person in, whatever her libraries', sharding: 'by person, on one database' },
  challenge: { why: 'asked before anybody is known', sharding: 'by challenge' },
  totp: { why: 'the second step belongs to a person', sharding: 'by person, on one database' },
  recovery_code: { why: 'stands in for the second step', sharding: 'by person, on one database' },
  sign_in_guess: { why: 'guesses come before anybody is known', sharding: 'by subject' },
  remote_account: {
    why: 'an account on a network is claimed once for all libraries',
    sharding: 'by network, server and account',
  },
  network_app: { why: 'one registration on a server serves all libraries', sharding: 'replicated' },
  clockwork: { why: 'recurring work is done once for all libraries', sharding: 'one on each database' },
  budget: { why: 'limits of an account, an app or a host do not know our libraries', sharding: 'by key' },
}
