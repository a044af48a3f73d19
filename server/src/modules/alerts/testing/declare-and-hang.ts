/** A process that has written all of a closing and stands before its commit: it says so, and hangs until somebody kills it. */
import { guardedHttp } from '@shelftalker/networks/http.ts'
import { memoryAdapter } from '@shelftalker/networks/testing/memory.ts'
import { MemoryNetwork } from '@shelftalker/networks/testing/memory-network.ts'
import { uuidv7 } from '@shelftalker/shared/ids.ts'
import { databaseClock } from '#app/clock.ts'
import { readConfig } from '#app/config.ts'
import type { Ctx, LibraryRef } from '#app/ctx.ts'
import { makeLog } from '#app/log.ts'
import { openDatabase } from '#db/client.ts'
import { bulletinAdapter } from '#modules/bulletin/index.ts'
import { closingInput } from '../closing.input.ts'
import { declareClosing } from '../declare.ts'

interface Given {
  database: Parameters<typeof openDatabase>[0]
  library: LibraryRef
  actor: Ctx['actor']
}
const given = JSON.parse(process.argv[2]!) as Given
const log = makeLog('error', () => {})
const clock = databaseClock()
const adapters = [memoryAdapter(new MemoryNetwork(), { network: 'memory' }), bulletinAdapter()]
const ctx = {
  database: openDatabase(given.database, log),
  clock,
  ids: () => uuidv7(clock.now()),
  log,
  jobs: { add: async () => {} },
  networks: new Map(adapters.map((one) => [one.facts.network, one])),
  http: guardedHttp([]),
  config: readConfig({}),
  library: given.library,
  actor: given.actor,
  tx: null,
  // Asked when the facts are written, which is the last thing before the commit.
  listenersOf: () => {
    process.stdout.write('written\n')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
    return []
  },
} as unknown as Ctx
await declareClosing(ctx, closingInput.parse({ kind: 'snow' }))
