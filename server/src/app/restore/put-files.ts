import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Files } from '#files/port.ts'
import { summing } from '../backup/fetch-file.ts'
import { FILE, type Manifest } from '../backup/format.ts'
import type { Entry } from '../backup/tar.ts'
import { Refusal } from '../refusal.ts'

export type Put = ReturnType<typeof putFiles>
type Listed = Manifest['files']

/** Files of an archive into the store. Remembers which ones it made: a file that was there already stays when all is undone. */
export function putFiles(files: Files) {
  const made: { library: string; key: string }[] = []

  async function one(entry: Entry, library: string, key: string, mime: string): Promise<void> {
    if (await files.exists(library, key)) return
    const path = join(files.scratch(), `restore-${crypto.randomUUID()}`)
    try {
      await pipeline(Readable.from(entry.body), createWriteStream(path, { flags: 'wx', mode: 0o600 }))
      made.push({ library, key })
      await files.put(library, key, path, mime)
    } finally {
      await rm(path, { force: true })
    }
  }
  return {
    async all(entries: AsyncIterable<Entry>, listed: Listed): Promise<void> {
      const mimes = new Map(listed.map((file) => [`${file.library} ${file.key}`, file.mime]))
      for await (const entry of entries) {
        const [, library, key] = FILE.exec(entry.name) ?? []
        const mime = mimes.get(`${library} ${key}`)
        if (library && key && mime !== undefined) await one(entry, library, key, mime)
      }
    },
    /** Reads each file back out of the store. @throws Refusal that names the one that is not what it was */
    async verify(listed: Listed): Promise<void> {
      for (const { library, key } of listed) {
        const sum = summing()
        await pipeline(await files.read(library, key), sum.through, new Writable({ write: (_, __, done) => done() }))
        if (sum.key() !== key) throw new Refusal(`The file ${key} did not arrive whole in the store. Nothing was kept.`)
      }
    },
    async undo(): Promise<void> {
      for (const { library, key } of made) await files.remove(library, key)
    },
  }
}
