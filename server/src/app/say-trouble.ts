/** What a person at the terminal is told when a command ends with an error. */

/** Errors whose words are written for people. */
const IN_WORDS = new Set(['ConfigTrouble', 'AlreadyRunning', 'Refusal', 'ForHost'])

/** What the system says about a file or folder; each is the host's to mend, and none is a fault of ours. */
const OF_FILES: Record<string, string> = {
  EACCES: 'this user may not go there or write there',
  EPERM: 'this user may not do that',
  EROFS: 'it can only be read',
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'a part of it is a file and no folder',
  EEXIST: 'a file of that name stands there',
  EISDIR: 'it is a folder and no file',
  ENOSPC: 'the disk is full',
}

/** One sentence where the reader can mend it, and the whole stack where we must. */
export function sayTrouble(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code, path } = error as NodeJS.ErrnoException
  // Thrown by parseArgs; its first sentence says which option.
  if (code?.startsWith('ERR_PARSE_ARGS_'))
    return `${error.message.split(/\. |\n/)[0]}. There are --data, --port, --host, and those that docs/admin names for each command.`
  if (IN_WORDS.has(error.name)) return error.message
  const why = code && path ? OF_FILES[code] : undefined
  return why ? `${path}: ${why}. Choose another place, or let this user write there.` : (error.stack ?? error.message)
}
