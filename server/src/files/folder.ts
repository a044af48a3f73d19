import { constants, createReadStream } from 'node:fs'
import { copyFile, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { placeOf } from './key.ts'
import type { Files } from './port.ts'
import { makeScratch } from './scratch.ts'
import { filesTrouble } from './trouble.ts'

/**
 * Files in a folder of this machine. A file appears under its key whole and durable, or not at all: it is copied
 * beside its place, synced, renamed, and the folder synced.
 * @param root absolute; made on the first put
 */
export function folderFiles(root: string, scratchFolder: string): Files {
  const at = (library: string, key: string) => join(root, placeOf(library, key))
  return {
    async put(library, key, localPath) {
      const place = at(library, key)
      if (await stands(place)) return
      const part = `${place}.${crypto.randomUUID()}.part`
      try {
        await mkdir(dirname(place), { recursive: true, mode: 0o700 })
        await copyFile(localPath, part, constants.COPYFILE_FICLONE)
        await sync(part)
        await rename(part, place)
        await sync(dirname(place))
      } catch (error) {
        await rm(part, { force: true })
        throw filesTrouble(error, 'a file could not be stored')
      }
    },
    async read(library, key, piece) {
      const place = at(library, key)
      try {
        // Opened here, so that a missing file is told now and not in the middle of an answer.
        const handle = await open(place)
        return createReadStream(place, { fd: handle, ...piece })
      } catch (error) {
        throw filesTrouble(error, 'a file could not be read')
      }
    },
    async bytes(library, key) {
      const place = at(library, key)
      try {
        return await readFile(place)
      } catch (error) {
        throw filesTrouble(error, 'a file could not be read')
      }
    },
    async exists(library, key) {
      return stands(at(library, key))
    },
    async remove(library, key) {
      try {
        await rm(at(library, key), { force: true })
      } catch (error) {
        throw filesTrouble(error, 'a file could not be removed')
      }
    },
    scratch: () => makeScratch(scratchFolder),
    async check() {
      const probe = join(root, `.check-${crypto.randomUUID()}`)
      try {
        await mkdir(root, { recursive: true, mode: 0o700 })
        await writeFile(probe, 'check', { flush: true })
        return { ok: true }
      } catch (error) {
        return { ok: false, reason: filesTrouble(error, `nothing can be written to ${root}`).message }
      } finally {
        await rm(probe, { force: true }).catch(() => {})
      }
    },
  }
}

async function stands(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw filesTrouble(error, 'a file could not be looked at')
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
