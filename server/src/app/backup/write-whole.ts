import { createWriteStream, existsSync, lstatSync, readdirSync } from 'node:fs'
import { link, mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { startMark } from '#db/embedded/alive.ts'
import { Refusal } from '../refusal.ts'
import { type Entry, writeTar } from './tar.ts'

/**
 * Writes an archive under another name, syncs it, and gives it its name at the end: a file with the name is always whole.
 * @returns its bytes. @throws Refusal where the name is taken
 */
export async function writeWhole(to: string, entries: AsyncIterable<Entry>, at: Date): Promise<number> {
  const place = resolve(to)
  if (lstatSync(place, { throwIfNoEntry: false }))
    throw new Refusal(`${place} stands already, and a backup overwrites nothing. Choose another name.`)
  await mkdir(dirname(place), { recursive: true })
  await sweep(place)
  const part = `${place}.${process.pid}.part`
  try {
    // Only for us: it holds hashes of passwords, and what the libraries have not said yet.
    const file = createWriteStream(part, { flags: 'wx', mode: 0o600 })
    await pipeline(Readable.from(writeTar(entries, at)), createGzip(), file)
    await sync(part)
    await giveName(part, place)
    return (await stat(place)).size
  } finally {
    await rm(part, { force: true })
  }
}

/** A link is refused when the name was taken meanwhile; where a disk has no links (a USB stick) looking must do. */
async function giveName(part: string, place: string): Promise<void> {
  try {
    await link(part, place)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' || existsSync(place)) throw new Refusal(`${place} was made by somebody else meanwhile.`)
    await rename(part, place)
  }
  // Not every system lets a folder be synced.
  await sync(dirname(place)).catch(() => {})
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  await handle.sync().finally(() => handle.close())
}

/** What a killed backup to the same name left behind. */
async function sweep(place: string): Promise<void> {
  for (const name of readdirSync(dirname(place))) {
    const pid = name.startsWith(`${basename(place)}.`) ? /\.(\d+)\.part$/.exec(name)?.[1] : undefined
    if (pid && startMark(Number(pid)) === null) await rm(join(dirname(place), name), { force: true })
  }
}
