/** Which words came and went between two texts. Pure; the words with their spaces, so that joined they are the text again. */
import { diffComm } from 'node-diff3'

export interface Piece {
  text: string
  /** `same`: in both. `gone`: in the first only. `new`: in the second only. */
  is: 'same' | 'gone' | 'new'
}

/** Words with the spaces before them: joined they are the text again. */
export const wordsOf = (text: string): string[] => text.match(/\s*\S+|\s+$/g) ?? []

export function differenceOf(before: string, after: string): Piece[] {
  const pieces: Piece[] = []
  const add = (is: Piece['is'], parts: string[]) => {
    const text = parts.join('')
    if (text !== '') pieces.push({ text, is })
  }
  for (const part of diffComm(wordsOf(before), wordsOf(after))) {
    if ('common' in part && part.common) add('same', part.common)
    else {
      add('gone', part.buffer1 ?? [])
      add('new', part.buffer2 ?? [])
    }
  }
  return pieces
}
