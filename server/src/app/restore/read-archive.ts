/** Opens an archive and says what is wrong with it, before anything is touched. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'
import { FILE, FORMAT, type Head, headSchema, type Manifest, manifestSchema, TABLE_PIECE } from '../backup/format.ts'
import { type Entry, readTar, TarTrouble } from '../backup/tar.ts'
import { Refusal } from '../refusal.ts'

export interface Archive {
  head: Head
  manifest: Manifest
}
/** `head.json` and `manifest.json` of a backup for some libraries are some kilobytes; a list of 100,000 files is 25 MB. */
const MOST_JSON_BYTES = 256 * 1024 * 1024

/** The files of an archive in their order. @throws TarTrouble, and what the disk and gzip say */
export async function* entriesOf(path: string): AsyncGenerator<Entry> {
  const gunzip = createGunzip()
  // Errors of either end the reading below.
  pipeline(createReadStream(path), gunzip, () => {})
  try {
    yield* readTar(gunzip)
  } finally {
    gunzip.destroy()
  }
}

function asRefusal(path: string, error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException
  const refuse = (why: string) =>
    new Refusal(`${path} cannot be restored: ${why}. Nothing was changed.`, { cause: error })
  if (error instanceof TarTrouble) return refuse(message)
  if (code === 'ENOENT') return refuse('there is no such file')
  if (code === 'EISDIR') return refuse('it is a folder; name the archive')
  if (code === 'EACCES') return refuse('you may not read it')
  if (code === 'Z_BUF_ERROR') return refuse('it ends too early; the copy of it is not whole')
  if (code?.startsWith('Z_')) return refuse('it is damaged, or no backup of Shelftalker')
  return error
}

/**
 * Reads all of it once: every piece must be in its place, every file have the bytes that its name says, every table the sum that the
 * manifest says. @throws Refusal
 */
export async function checkArchive(path: string): Promise<Archive> {
  try {
    return await check(path)
  } catch (error) {
    throw asRefusal(path, error)
  }
}

async function check(path: string): Promise<Archive> {
  const wrong = (why: string) => new Refusal(`${path} cannot be restored: ${why}. Nothing was changed.`)
  let head: Head | null = null
  let manifest: Manifest | null = null
  const tables = new Map<string, ReturnType<typeof createHash>>()
  const files = new Set<string>()
  for await (const entry of entriesOf(path)) {
    if (manifest) throw wrong(`“${entry.name}” comes after its end`)
    const table = TABLE_PIECE.exec(entry.name)?.[1]
    const key = FILE.exec(entry.name)?.[2]
    if (entry.name === 'head.json') head = readHead(await json(entry), wrong)
    else if (entry.name === 'manifest.json') manifest = readManifest(await json(entry), wrong)
    else if (table) {
      if (!head?.tables.some(({ name }) => name === table)) throw wrong(`it does not say what the table ${table} is`)
      const hash = tables.get(table) ?? createHash('sha256')
      for await (const chunk of entry.body) hash.update(chunk)
      tables.set(table, hash)
    } else if (key) {
      const hash = createHash('sha256')
      for await (const chunk of entry.body) hash.update(chunk)
      if (`sha256-${hash.digest('hex')}` !== key) throw wrong(`the file ${entry.name} in it is damaged`)
      files.add(entry.name)
    } else if (entry.name !== 'README.txt') throw wrong(`“${entry.name}” does not belong into a backup`)
  }
  if (!head || !manifest) throw wrong('it is not whole: its list of contents is missing')
  for (const { name } of head.tables) {
    const is = (tables.get(name) ?? createHash('sha256')).digest('hex')
    if (manifest.tables[name]?.digest !== is) throw wrong(`the rows of the table ${name} in it are not whole`)
  }
  for (const file of manifest.files)
    if (!files.has(`files/${file.library}/${file.key}`)) throw wrong(`the file ${file.key} is missing in it`)
  return { head, manifest }
}

async function json(entry: Entry): Promise<unknown> {
  if (entry.bytes > MOST_JSON_BYTES) throw new TarTrouble(`${entry.name} in it is too long`)
  const chunks: Buffer[] = []
  for await (const chunk of entry.body) chunks.push(chunk)
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    return null
  }
}

type Wrong = (why: string) => Refusal

function readHead(value: unknown, wrong: Wrong): Head {
  const format = z.object({ format: z.number(), program: z.string() }).safeParse(value)
  if (!format.success) throw wrong('its head is damaged, or it is no backup of Shelftalker')
  if (format.data.format > FORMAT)
    throw wrong(`it was written by a newer Shelftalker (${format.data.program}); use that version`)
  const head = headSchema.safeParse(value)
  if (!head.success) throw wrong(`its head is damaged (${head.error.issues[0]?.path.join('.')})`)
  return head.data
}

function readManifest(value: unknown, wrong: Wrong): Manifest {
  const manifest = manifestSchema.safeParse(value)
  if (!manifest.success) throw wrong(`its list of contents is damaged (${manifest.error.issues[0]?.path.join('.')})`)
  return manifest.data
}
