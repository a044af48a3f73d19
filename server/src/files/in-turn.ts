/** A line in which work waits: one piece after the other, whoever asks. What fails does not stop the next. */
export function inTurn(): <T>(work: () => Promise<T>) => Promise<T> {
  let queue: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = queue.then(work)
    queue = mine.catch(() => {})
    return mine
  }
}
