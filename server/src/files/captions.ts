/** Captions as files: told from other text by how they begin, and kept as plain WebVTT whatever they came as. */
import { open, readFile, stat, writeFile } from 'node:fs/promises'
import { type CaptionTrouble, readCaptions, writeWebVtt } from '@shelftalker/shared/captions/captions.ts'
import { Problem } from '#app/problem.ts'

export const CAPTIONS = 'text/vtt'
/** Captions of a long film have some 150 kB; what is larger is something else. */
const MAX_BYTES = 1024 * 1024
const HEAD_BYTES = 4096

/** Whether the first lines are those of WebVTT or SubRip; nothing is said of the rest. */
export async function beginsAsCaptions(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    const head = textOf(buffer.subarray(0, bytesRead), false)
    // No two neighbours take the same sign: the text is a stranger's, and the search must not try each way to share it out.
    return (
      head !== null &&
      /^(?:WEBVTT(?:[ \t\r\n]|$)|(?:\d+[ \t]*(?:\r\n?|\n))?[ \t]*[\d:.,]+[ \t]+-->[ \t])/.test(
        head.replace(/^\ufeff/, '').trimStart(),
      )
    )
  } finally {
    await file.close()
  }
}

/** @throws Problem unsupported-type with the field `file` and the line that cannot be read; too-large */
export async function rewriteCaptions(from: string, to: string): Promise<void> {
  if ((await stat(from)).size > MAX_BYTES)
    throw refuse('too-large', 'A captions file has at most 1 MiB; this one has more.')
  const text = textOf(await readFile(from), true)
  if (text === null)
    throw refuse(
      'encoding',
      'The captions are not saved as UTF-8, so some letters cannot be read. Save the file as UTF-8.',
    )
  const read = readCaptions(text)
  if (!read.ok) throw refuse(read.trouble.code, wrong(read.trouble))
  await writeFile(to, writeWebVtt(read.value.cues), { flag: 'wx', mode: 0o600 })
}

/** UTF-8, or UTF-16 where it says so by its mark. Null for anything else. @param whole false: a letter may be cut at the end */
function textOf(bytes: Uint8Array, whole: boolean): string | null {
  const [one, two] = bytes
  const kind = one === 0xff && two === 0xfe ? 'utf-16le' : one === 0xfe && two === 0xff ? 'utf-16be' : 'utf-8'
  try {
    return new TextDecoder(kind, { fatal: true }).decode(bytes, { stream: !whole })
  } catch {
    return null
  }
}

function wrong(trouble: CaptionTrouble): string {
  switch (trouble.code) {
    case 'no-captions':
      return 'This is no captions file: it must be WebVTT (.vtt) or SubRip (.srt).'
    case 'no-cues':
      return 'There are no words in this captions file.'
    case 'time':
      return `Line ${trouble.line} of the captions has a time that cannot be read.`
    case 'backwards':
      return `Line ${trouble.line} of the captions ends before it begins.`
  }
}

const refuse = (code: string, message: string) =>
  new Problem(code === 'too-large' ? 'too-large' : 'unsupported-type', message, {
    fields: [{ path: 'file', code, message }],
  })
