/** The other end of a worker process: orders, what it tells, its death. */
import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { until } from '../../server/src/app/until.ts'
import type { FaultPoint } from '../../server/src/modules/publishing/index.ts'
import type { AtPoint, Order, Told } from './worker.ts'

const PATIENCE_MS = 30_000

export class Worker implements AsyncDisposable {
  readonly #child: ChildProcess
  readonly #told: Told[] = []
  #ended = false
  /** What it wrote last: tells why one died that was not killed. */
  #said = ''

  private constructor(child: ChildProcess) {
    this.#child = child
    child.on('message', (told: Told) => this.#told.push(told))
    child.stderr!.on('data', (chunk: Buffer) => {
      this.#said = (this.#said + chunk.toString()).slice(-2000)
    })
    child.on('exit', () => {
      this.#ended = true
    })
  }

  /** @param env of a stand */
  static async start(env: Record<string, string>): Promise<Worker> {
    const child = fork(join(import.meta.dirname, 'worker.ts'), {
      env: { ...process.env, ...env },
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    const worker = new Worker(child)
    await worker.#wait((told) => 'ready' in told)
    return worker
  }

  get ended(): boolean {
    return this.#ended
  }

  at(at: AtPoint): Promise<void> {
    return this.order({ do: 'at', at })
  }

  /** Sends an order and waits until it is done, or until the worker is dead. */
  async order(order: Order): Promise<void> {
    this.say(order)
    const told = await this.#wait((one) => 'done' in one && one.done === order.do)
    if (told && 'error' in told && told.error) throw new Error(told.error)
  }

  /** Sends an order and goes on. */
  say(order: Order): void {
    if (!this.#ended && this.#child.connected) this.#child.send(order, () => {})
  }

  /** Resolves when the worker stands at a point. */
  async reached(point: FaultPoint): Promise<void> {
    const told = await this.#wait((one) => 'at' in one && one.at === point)
    if (!told) throw new Error(`the worker died before it came to “${point}”: ${this.#said}`)
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }

  /** Resolves when the process is gone. */
  gone(): Promise<void> {
    return until(() => this.#ended, PATIENCE_MS)
  }

  async #wait(wanted: (told: Told) => boolean): Promise<Told | null> {
    await until(() => this.#ended || this.#told.some(wanted), PATIENCE_MS)
    const at = this.#told.findIndex(wanted)
    return at < 0 ? null : this.#told.splice(at, 1)[0]!
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#ended) this.#child.kill('SIGKILL')
    await this.gone()
  }
}
