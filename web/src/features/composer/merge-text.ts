/** Two people's changes to one text, joined word by word where they do not touch. Pure. */
import { diff3Merge } from 'node-diff3'
import { wordsOf } from '#posts/difference.ts'

/** null: both changed the same place, and a person must choose. */
export function mergeTexts(base: string, mine: string, theirs: string): string | null {
  const regions = diff3Merge(wordsOf(mine), wordsOf(base), wordsOf(theirs), { excludeFalseConflicts: true })
  const joined: string[] = []
  for (const region of regions) {
    if (!region.ok) return null
    joined.push(...region.ok)
  }
  return joined.join('')
}
