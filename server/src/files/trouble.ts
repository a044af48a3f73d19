import { FilesTrouble } from './port.ts'

/** No space, over the quota, or over a file-size limit: to a person it is all "full". */
export const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG']

/** Turns what the operating system says into a FilesTrouble; one that already is passes through. */
export function filesTrouble(error: unknown, doing: string): FilesTrouble {
  if (error instanceof FilesTrouble) return error
  const { code = '', message } = error as NodeJS.ErrnoException
  const reason = FULL.includes(code) ? 'full' : code === 'ENOENT' ? 'missing' : 'down'
  return new FilesTrouble(reason, `${doing}: ${code || message}`)
}
