/** What is asked in the same moment is answered together. Nothing waits for company: the first goes at once, and who comes meanwhile goes next. */

/** One of several needs a way of its own; the others are answered. */
export const ALONE = Symbol('alone')

export interface Gathering<A, R> {
  /** @param all two or more, at most `most`. Answers in the same order. Throws only where nothing of it was done. */
  together(all: A[]): Promise<(R | typeof ALONE)[]>
  /** Decides everything that `together` cannot. */
  alone(one: A): Promise<R>
  /** Whether `together` left nothing behind when it threw this, so that each may be tried alone. */
  undone(error: unknown): boolean
  most: number
  /** So long those who come later wait for what goes alone: it may stand behind a lock that somebody holds for good. */
  patienceMs: number
}

interface Asked<A, R> {
  one: A
  done(answer: R): void
  failed(error: unknown): void
}

export function gather<A, R>({ together, alone, undone, most, patienceMs }: Gathering<A, R>): (one: A) => Promise<R> {
  const waiting: Asked<A, R>[] = []
  let running = false

  async function run(): Promise<void> {
    // What the same news woke comes along.
    await new Promise((next) => setImmediate(next))
    while (waiting.length > 0) await answer(waiting.splice(0, most))
    running = false
  }

  async function answer(all: Asked<A, R>[]): Promise<void> {
    if (all.length === 1) return awhile(answerAlone(all[0]!))
    let answers: (R | typeof ALONE)[]
    try {
      answers = await together(all.map(({ one }) => one))
    } catch (error) {
      if (!undone(error)) for (const asked of all) asked.failed(error)
      // One of them stops the others: each is tried by itself.
      else await awhile(Promise.all(all.map(answerAlone)))
      return
    }
    const left = all.filter((asked, n) => {
      const found = answers[n]!
      if (found !== ALONE) asked.done(found)
      return found === ALONE
    })
    // Who is left may have to wait for a lock that somebody holds; the others go on meanwhile.
    for (const asked of left) void answerAlone(asked)
  }

  async function awhile(work: Promise<unknown>): Promise<void> {
    const over = Promise.withResolvers<void>()
    const timer = setTimeout(over.resolve, patienceMs)
    await Promise.race([work, over.promise])
    clearTimeout(timer)
  }

  const answerAlone = (asked: Asked<A, R>): Promise<void> => alone(asked.one).then(asked.done, asked.failed)

  return (one) =>
    new Promise<R>((done, failed) => {
      waiting.push({ one, done, failed })
      if (running) return
      running = true
      void run()
    })
}
