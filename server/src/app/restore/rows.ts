import { type Head, TABLE_PIECE } from '../backup/format.ts'
import type { Entry } from '../backup/tar.ts'

/** Puts the pieces of each table together again, and hands on what comes after the tables. */
export function rowsOf(entries: AsyncGenerator<Entry>, head: Head) {
  let step: IteratorResult<Entry> | null = null
  const next = async () => {
    step = await entries.next()
    return step.done ? null : step.value
  }
  const now = () => (step === null ? next() : step.done ? null : step.value)
  const tableOf = (entry: Entry | null) => (entry ? (TABLE_PIECE.exec(entry.name)?.[1] ?? null) : null)

  async function* text(name: string): AsyncGenerator<Buffer> {
    for (let entry = await now(); tableOf(entry) === name; entry = await next()) yield* entry!.body
  }
  return {
    async *tables() {
      for (let entry = await now(); entry; entry = await now()) {
        const name = tableOf(entry)
        const table = head.tables.find((one) => one.name === name)
        if (table) yield { ...table, text: text(table.name) }
        else if (name === null && (entry.name === 'README.txt' || entry.name === 'head.json')) await next()
        else return
      }
    },
    async *rest(): AsyncGenerator<Entry> {
      for (let entry = await now(); entry; entry = await next()) yield entry
    },
  }
}
