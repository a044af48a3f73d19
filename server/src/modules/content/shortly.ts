/** What was just asked of somebody else is not asked again at once, and never twice at the same time. In memory: it spares others, it is no truth. */
interface Kept<T> {
  value: Promise<T>
  /** By `now`; for ever while it is being asked. */
  until: number
}

export class Shortly<T> {
  readonly #kept = new Map<string, Kept<T>>()
  readonly #most: number
  readonly #now: () => number

  /** @param most entries; the oldest goes first. @param now milliseconds of a clock that only goes on */
  constructor(most: number, now: () => number = () => performance.now()) {
    this.#most = most
    this.#now = now
  }

  /** @param ms how long an answer stands. A question that throws is forgotten, and its error told to all who wait. */
  get(key: string, ms: (value: T) => number, ask: () => Promise<T>): Promise<T> {
    const known = this.#kept.get(key)
    if (known && known.until > this.#now()) return known.value
    const entry: Kept<T> = { value: ask(), until: Number.POSITIVE_INFINITY }
    this.#kept.delete(key)
    this.#kept.set(key, entry)
    if (this.#kept.size > this.#most) this.#kept.delete(this.#kept.keys().next().value as string)
    entry.value.then(
      (value) => {
        entry.until = this.#now() + ms(value)
      },
      () => {
        if (this.#kept.get(key) === entry) this.#kept.delete(key)
      },
    )
    return entry.value
  }

  forget(key: string): void {
    this.#kept.delete(key)
  }
}
