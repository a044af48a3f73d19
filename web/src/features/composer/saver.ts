/** Runs the queue: waits until the typing rests, sends one request after another, keeps a copy in the browser until the server has all. */
import { currentIn, Problem } from '#app/problem.ts'
import type { Post } from '#posts/types.ts'
import type { Content } from './content.ts'
import { choose, failed, isUnsaved, next, type Queue, type Request, saved, seen, typed } from './save-queue.ts'

/** `kept`: on this device only, and tried again by itself. `refused`: the server said no; typing on tries again. */
type Status = 'saved' | 'unsaved' | 'saving' | 'kept' | 'refused' | 'clash'
export interface Saving {
  queue: Queue
  status: Status
  error: unknown
  /** Milliseconds since 1970; null: nothing was saved on this page yet. */
  savedAt: number | null
}
export interface Ports {
  send(request: Request): Promise<Post>
  /** null: the server has everything, the copy can go. */
  keep(queue: Queue | null): void
  created(post: Post): void
  newKey(): string
}

/** How long the typing rests before it is saved, and the waits after a lost answer. */
const RESTS_MS = 800
const AGAIN_MS = [3_000, 8_000, 20_000, 30_000]

export class Saver {
  #now: Saving
  #ports: Ports
  #timer: ReturnType<typeof setTimeout> | undefined
  #under: Promise<void> | null = null
  #tries = 0
  #stopped = false
  #listeners = new Set<() => void>()

  constructor(queue: Queue, ports: Ports) {
    this.#ports = ports
    this.#now = {
      queue,
      status: queue.clash ? 'clash' : isUnsaved(queue) ? 'unsaved' : 'saved',
      error: null,
      savedAt: null,
    }
    if (isUnsaved(queue) && !queue.clash) this.#soon(0)
  }

  get now(): Saving {
    return this.#now
  }
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  snapshot = (): Saving => this.#now

  type(change: Partial<Content>): void {
    const queue = typed(this.#now.queue, change)
    // What was typed is taken back: nothing is left to send, and nothing is on this device alone.
    if (!this.#under && !queue.clash && !isUnsaved(queue)) {
      clearTimeout(this.#timer)
      this.#set({ queue, status: 'saved', error: null })
      this.#ports.keep(null)
      return
    }
    this.#set({ queue, status: queue.clash ? 'clash' : this.#under ? 'saving' : 'unsaved' })
    this.#ports.keep(queue)
    this.#soon(RESTS_MS)
  }

  /** Sends all that is typed, now. Rejects with the reason if the server does not have it afterwards. */
  async flush(): Promise<Queue> {
    clearTimeout(this.#timer)
    // Each round sends what was typed during the one before.
    for (let round = 0; round < 5 && (this.#under || isUnsaved(this.#now.queue)); round += 1) {
      await (this.#under ?? this.#send())
      if (this.#now.status === 'clash' || this.#now.status === 'kept' || this.#now.status === 'refused') break
    }
    if (isUnsaved(this.#now.queue)) throw this.#now.error ?? new Error('not saved')
    return this.#now.queue
  }

  /** Tries again what could not be sent: the device is online again, somebody signed in. */
  again(): void {
    if (isUnsaved(this.#now.queue)) this.#soon(0)
  }

  /** The post was read anew. While a save of ours is on its way its answer tells more. */
  seen(post: Post): void {
    if (this.#under) return
    this.#settle(seen(this.#now.queue, post))
  }

  choose(whose: 'mine' | 'theirs'): void {
    this.#settle(choose(this.#now.queue, whose))
    this.#soon(0)
  }

  /** The page is open (again). */
  start(): void {
    this.#stopped = false
    this.again()
  }

  /** The page closes: what is typed is sent once more; what cannot be sent stays in the browser. */
  stop(): void {
    this.#stopped = true
    clearTimeout(this.#timer)
    if (isUnsaved(this.#now.queue) && !this.#now.queue.clash) void this.#send()
  }

  #soon(inMs: number): void {
    clearTimeout(this.#timer)
    if (this.#stopped) return
    this.#timer = setTimeout(() => void this.#send(), inMs)
  }

  #send(): Promise<void> {
    if (this.#under) return this.#under
    const step = next(this.#now.queue, this.#ports.newKey)
    if (!step) return Promise.resolve()
    this.#set({ queue: step.queue, status: 'saving' })
    // Before the first byte leaves: a page that dies now must repeat the same creation.
    this.#ports.keep(step.queue)
    this.#under = this.#ports
      .send(step.request)
      .then(
        (post) => this.#answered(post, step.request.kind === 'create'),
        (error: unknown) => this.#lost(error),
      )
      .finally(() => {
        this.#under = null
        if (this.#now.status === 'unsaved') this.#soon(RESTS_MS)
      })
    return this.#under
  }

  #answered(post: Post, created: boolean): void {
    this.#tries = 0
    this.#settle(saved(this.#now.queue, post), Date.now())
    if (created) this.#ports.created(post)
    this.#ports.keep(isUnsaved(this.#now.queue) ? this.#now.queue : null)
  }

  #lost(error: unknown): void {
    const current = currentIn<Post>(error)
    if (current && !current.binnedAt) {
      this.#settle(seen(this.#now.queue, current))
      return
    }
    const queue = failed(this.#now.queue)
    const refused = error instanceof Problem && error.status < 500 && error.status !== 401 && error.status !== 429
    this.#set({ queue, status: refused ? 'refused' : 'kept', error })
    this.#ports.keep(queue)
    if (refused) return
    const wait = AGAIN_MS[Math.min(this.#tries, AGAIN_MS.length - 1)]!
    this.#tries += 1
    this.#soon(wait)
  }

  #settle(queue: Queue, savedAt = this.#now.savedAt): void {
    if (queue === this.#now.queue) return
    const status = queue.clash ? 'clash' : isUnsaved(queue) ? 'unsaved' : 'saved'
    this.#set({ queue, status, error: null, savedAt })
    this.#ports.keep(isUnsaved(queue) ? queue : null)
    if (status === 'unsaved') this.#soon(RESTS_MS)
  }

  #set(change: Partial<Saving>): void {
    this.#now = { ...this.#now, ...change }
    for (const listener of this.#listeners) listener()
  }
}
