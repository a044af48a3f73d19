/** The mention that is being typed at the caret, and the words with somebody taken for it. Pure. */

export interface Typed {
  /** Place of the @. */
  start: number
  /** What stands between the @ and the caret. */
  words: string
}
/** The @ stands at the beginning, after white space or a bracket, as networks read it. Two letters at least: one says nothing. */
const TYPED = /(?:^|[\s([{])@([\p{L}\p{M}\p{N}_](?:[\p{L}\p{M}\p{N}_.@-]{0,60}[\p{L}\p{M}\p{N}_.@-]))$/u
/** What belongs to a handle after the caret. */
const REST = /^[\p{L}\p{M}\p{N}_]*(?:[.@-][\p{L}\p{M}\p{N}_]+)*/u

/** null where no mention is being typed. */
export function mentionAt(text: string, caret: number): Typed | null {
  const words = TYPED.exec(text.slice(Math.max(0, caret - 80), caret))?.[1]
  return words === undefined ? null : { start: caret - words.length - 1, words }
}

/** The range that goes and what stands there instead; a space follows at the end and before a word. */
export function taking(text: string, { start, words }: Typed, handle: string) {
  const caret = start + 1 + words.length
  const end = caret + (REST.exec(text.slice(caret))?.[0].length ?? 0)
  return { start, end, insert: `@${handle}${/^(?:$|[\p{L}\p{N}])/u.test(text.slice(end)) ? ' ' : ''}` }
}
