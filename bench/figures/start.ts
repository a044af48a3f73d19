/** How long until it is ready, and how much memory it takes when nothing happens. */
import { setTimeout as wait } from 'node:timers/promises'
import { type Figures, median, round } from '../figure.ts'
import { pssMiB, startServer } from '../processes.ts'

const RUNS = 5
const IDLE_SECONDS = 60

export async function startFigures(data: string): Promise<Figures> {
  await (await startServer({ data, launcher: true })).stop()
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const server = await startServer({ data, launcher: true })
    times.push(server.readyMs)
    await server.stop()
  }
  const server = await startServer({ data, launcher: true })
  await wait(IDLE_SECONDS * 1000)
  const memory = pssMiB(server.child.pid!)
  await server.stop()
  for (const one of memory.processes) console.log(`  ${one.mib.toFixed(1).padStart(7)} MiB  ${one.command}`)
  return {
    startWarmMs: { value: round(median(times), 0), unit: 'ms', aim: 600 },
    idlePssMiB: { value: round(memory.total, 1), unit: 'MiB', aim: 200 },
  }
}
