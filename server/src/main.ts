/** `start · demo · doctor · backup --to file · restore --from file · recover --library handle --email … · openapi`. Flags stand before variables: --data, --port, --host. */
import { parseArgs } from 'node:util'
import { type Config, ConfigTrouble, readConfig } from './app/config.ts'
import { type Log, makeLog } from './app/log.ts'
import { openDatabase } from './app/own-database.ts'
import type { Say } from './app/say.ts'
import { sayTrouble } from './app/say-trouble.ts'
import type { Running } from './app/start.ts'
import { placeForData } from './db/embedded/run-as.ts'

const say = (line: string) => void process.stdout.write(`${line}\n`)

interface Given {
  command: string
  rest: string[]
  config: Config
  to: string | undefined
  from: string | undefined
  recovery: import('./app/recover/command.ts').RecoverOptions
}

function readArguments(argv: string[]): Given {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      port: { type: 'string' },
      host: { type: 'string' },
      to: { type: 'string' },
      from: { type: 'string' },
      library: { type: 'string' },
      email: { type: 'string' },
      'without-second-step': { type: 'boolean', default: false },
    },
  })
  const command = positionals[0] ?? 'start'
  const env = {
    // A demonstration never falls into the folder of a library that somebody lives in.
    ...(command === 'demo' && { SHELFTALKER_DATA: './demo' }),
    ...process.env,
    ...(values.data !== undefined && { SHELFTALKER_DATA: values.data }),
    ...(values.port !== undefined && { SHELFTALKER_PORT: values.port }),
    ...(values.host !== undefined && { SHELFTALKER_HOST: values.host }),
  }
  const config = readConfig(env)
  const isChosen = values.data !== undefined || process.env.SHELFTALKER_DATA !== undefined
  // Root's folder may lie where Postgres' own account cannot go; one that a person chose is never moved.
  const data = config.database ? config.data : placeForData(config.data, isChosen)
  const { to, from, library, email } = values
  const recovery = { library, email, withoutSecondStep: values['without-second-step'] }
  return { command, rest: positionals.slice(1), config: { ...config, data }, to, from, recovery }
}

/** Postgres comes up in its own process while the rest of the program is loaded: a third of the way to ready. */
async function startAtOnce(config: Config, log: Log, say: Say): Promise<Running> {
  const database = openDatabase(config, log, say)
  // Whoever waits for it below hears of it; until then nobody does.
  database.catch(() => {})
  const { start } = await import('./app/start.ts').catch(async (error) => {
    await database.then(({ embedded }) => embedded?.stop())
    throw error
  })
  return start(config, log, say, {}, database)
}

/**
 * Serves until it is told to end. It can be told so from its first moment on: what was begun by then is stopped too, and no Postgres is left
 * behind.
 */
async function serve(config: Config, log: Log, begin: typeof startAtOnce): Promise<void> {
  const told = Promise.withResolvers<void>()
  let times = 0
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      // A second Ctrl-C means: at once.
      if (++times > 1) process.exit(1)
      told.resolve()
    })
  const running = await begin(config, log, say)
  if (times === 0) say(`Shelftalker is ready: ${running.address}`)
  await told.promise
  await running.stop().catch((error) => {
    log.error('stopping failed', { error })
    process.exit(1)
  })
  process.exit(0)
}

async function main(): Promise<void> {
  const { command, rest, config, to, from, recovery } = readArguments(process.argv.slice(2))
  const log = makeLog(config.log)
  if (command === 'start') return serve(config, log, startAtOnce)
  if (command === 'demo') return serve(config, log, (await import('./app/demo/command.ts')).startDemo)
  if (command === 'backup') return (await import('./app/backup/command.ts')).runBackup(config, log, say, to)
  if (command === 'restore') return (await import('./app/restore/command.ts')).runRestore(config, log, say, from)
  if (command === 'recover') return (await import('./app/recover/command.ts')).runRecover(config, log, say, recovery)
  if (command === 'doctor') return (await import('./app/doctor/command.ts')).runDoctor(config, log, say)
  if (command === 'openapi') return (await import('./app/write-openapi.ts')).writeOpenApi(rest.includes('check'))
  throw new ConfigTrouble(
    command,
    'is not a command. There are: start, demo, doctor, backup, restore, recover, openapi',
  )
}

try {
  await main()
} catch (error) {
  process.stderr.write(`${sayTrouble(error)}\n`)
  process.exit(1)
}
