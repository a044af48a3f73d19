/** The outer boxes of an MP4 or QuickTime file (ISO/IEC 14496-12, 4.2): enough to know that it is whole before it is opened. */
import { type FileHandle, open } from 'node:fs/promises'

/** A film of hours has an index of some MB; a larger one is a trap for whoever opens it. */
const MAX_INDEX = 16 * 1024 * 1024
/** A fragmented film has two boxes for each piece. */
const MAX_BOXES = 100_000

/** `cut-off`: it ends before its last box does. `no-index`: nothing tells where the pictures are (a recording that was never ended). */
export type BoxTrouble = 'cut-off' | 'no-index' | 'index-too-large'

export async function boxTrouble(path: string): Promise<BoxTrouble | null> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const names = new Set<string>()
    let at = 0
    for (let count = 0; at < size; count++) {
      if (count > MAX_BOXES) return 'index-too-large'
      const box = await boxAt(file, at, size)
      if (!box || at + box.length > size) return 'cut-off'
      if (box.name === 'moov' && box.length > MAX_INDEX) return 'index-too-large'
      names.add(box.name)
      at += box.length
    }
    return names.has('moov') ? null : 'no-index'
  } finally {
    await file.close()
  }
}

/** Null where no box can begin. A length of 0 reaches to the end, one of 1 stands in the next eight bytes. */
async function boxAt(file: FileHandle, at: number, size: number): Promise<{ name: string; length: number } | null> {
  const head = Buffer.alloc(16)
  const { bytesRead } = await file.read(head, 0, 16, at)
  if (bytesRead < 8) return null
  const name = head.toString('latin1', 4, 8)
  const short = head.readUInt32BE(0)
  if (short === 0) return { name, length: size - at }
  if (short !== 1) return short >= 8 ? { name, length: short } : null
  if (bytesRead < 16) return null
  const long = Number(head.readBigUInt64BE(8))
  return long >= 16 ? { name, length: long } : null
}
