import { en } from './en/index.ts'
import type { Catalogue, Message } from './t.ts'

const accents: Record<string, string> = {
  a: 'á',
  e: 'é',
  i: 'î',
  o: 'ø',
  u: 'ü',
  c: 'ç',
  n: 'ñ',
  s: 'š',
  A: 'Å',
  E: 'É',
  I: 'Î',
  O: 'Ø',
  U: 'Û',
}

/** A message made strange: accented, in brackets, and two fifths longer, as long languages are. Names in braces stay. */
export function strange(message: string): string {
  const written = message
    .split(/(\{\w+\})/)
    .map((piece) => (piece.startsWith('{') ? piece : piece.replace(/[a-zA-Z]/g, (letter) => accents[letter] ?? letter)))
    .join('')
  return `⟦${written}${' ~'.repeat(Math.ceil(message.length / 5))}⟧`
}

const each = (message: Message): Message =>
  typeof message === 'string'
    ? strange(message)
    : Object.fromEntries(Object.entries(message).map(([form, text]) => [form, strange(text)]))

/** Every message of the English catalogue, made strange. What reads plainly on a page did not come from the catalogue. */
export const pseudo = Object.fromEntries(
  Object.entries(en).map(([key, message]) => [key, each(message)]),
) as unknown as Catalogue
