import { mkdirSync } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Makes the folder for what is being received, closed to others. Answers its path. */
export function makeScratch(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}

/** Removes what a killed process left behind: everything not touched for `olderThanMs`. Answers how many. */
export async function sweepScratch(folder: string, olderThanMs = 86_400_000): Promise<number> {
  let swept = 0
  for (const name of await readdir(makeScratch(folder))) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => null)
    // A file's age is the file system's own matter; both times are this machine's.
    if (!found || Date.now() - found.mtimeMs < olderThanMs) continue
    await rm(path, { recursive: true, force: true })
    swept += 1
  }
  return swept
}
