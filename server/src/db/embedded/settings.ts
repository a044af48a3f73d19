/**
 * Our postgresql.conf, written at each start. Sized for a small machine that Postgres shares with one Node process;
 * an administrator's `local.conf` beside it wins.
 * @param durable false only for tests: nothing then survives a power cut.
 */
export function postgresConf(socketFolder: string, durable: boolean): string {
  const lines = {
    listen_addresses: "''",
    unix_socket_directories: `'${socketFolder.replaceAll("'", "''")}'`,
    unix_socket_permissions: '0700',
    password_encryption: "'scram-sha-256'",
    max_connections: durable ? '60' : '120',
    superuser_reserved_connections: '3',
    // memory: most of what an idle Postgres weighs are its processes, so the ones nobody needs are left out
    shared_buffers: "'48MB'",
    huge_pages: 'off',
    work_mem: "'8MB'",
    maintenance_work_mem: "'64MB'",
    effective_cache_size: "'512MB'",
    io_method: "'sync'",
    max_worker_processes: '4',
    max_parallel_workers: '2',
    max_logical_replication_workers: '0',
    autovacuum_max_workers: '2',
    jit: 'off',
    random_page_cost: '1.1',
    // write-ahead log: nobody replicates from here
    wal_level: 'minimal',
    max_wal_senders: '0',
    // Compressing pages costs more of a small machine's time than writing them.
    wal_compression: 'off',
    min_wal_size: "'64MB'",
    max_wal_size: "'512MB'",
    checkpoint_timeout: "'15min'",
    fsync: durable ? 'on' : 'off',
    synchronous_commit: durable ? 'on' : 'off',
    full_page_writes: durable ? 'on' : 'off',
    idle_in_transaction_session_timeout: "'5min'",
    timezone: "'UTC'",
    datestyle: "'iso, ymd'",
    // the log never carries what somebody wrote: no statements, no failing rows
    logging_collector: 'off',
    log_timezone: "'UTC'",
    log_line_prefix: "'%m [%p] '",
    log_min_messages: 'warning',
    log_checkpoints: 'off',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
  }
  const text = Object.entries(lines).map(([name, value]) => `${name} = ${value}`)
  return [
    '# Written at each start. Put your own settings into local.conf.',
    ...text,
    "include_if_exists 'local.conf'",
    '',
  ].join('\n')
}

/** Our pg_hba.conf: the socket only, and a password for everybody. */
export const PG_HBA = 'local all all scram-sha-256\n'
