/** `start · demo · doctor · backup --to file · restore --from file · recover --library handle --email … · openapi`. Flags stand before variables: --data, --port, --host. */
import { parseArgs } from 'node:util'
import { type Config, ConfigTrouble, readConfig } from './app/config.ts'
import { makeLog } from './app/log.ts'
import { sayTrouble } from './app/say-trouble.ts'
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

/** Serves until it is told to end. */
async function runStart(config: Config, begin: typeof import('./app/start.ts').start): Promise<void> {
  const log = makeLog(config.log)
  const running = await begin(config, log, say)
  say(`Shelftalker is ready: ${running.address}`)
  let stopping = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.on(signal, () => {
      // A second Ctrl-C means: at once.
      if (stopping) process.exit(1)
      stopping = true
      running.stop().then(
        () => process.exit(0),
        (error) => {
          log.error('stopping failed', { error })
          process.exit(1)
        },
      )
    })
}

async function main(): Promise<void> {
  const { command, rest, config, to, from, recovery } = readArguments(process.argv.slice(2))
  const log = makeLog(config.log)
  if (command === 'start') return runStart(config, (await import('./app/start.ts')).start)
  if (command === 'demo') return runStart(config, (await import('./app/demo/command.ts')).startDemo)
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
