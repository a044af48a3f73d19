import { type PlainKey, t } from '#i18n/t.ts'
import { reasonText } from '#ui/reason.ts'

/** What the sender notes beside the reasons that every page knows (`ui/reason.ts`). */
const notes: Record<string, PlainKey> = {
  preparing: 'why.preparing',
  'not found': 'why.notFound',
  'no answer': 'why.noAnswer',
  'not visible yet': 'why.notVisible',
  'gone: account': 'why.goneAccount',
  'gone: parent': 'why.goneParent',
  'gone: post': 'why.gonePost',
  'replaced by a newer version': 'why.replaced',
  'the part before was found by a person; say whether to go on': 'why.partBefore',
}
/** What comes before technical words: said differently. */
const kinds: [RegExp, PlainKey][] = [
  [/^(?:down|garbled): */, 'why.down'],
  [/^(?:unknown|cannot tell): */, 'why.cannotTell'],
]

/** A reason in words; null where there is none, or where the page shows it anyway (the kit of a post by hand). */
export function reasonWords(reason: string | null): string | null {
  if (!reason || reason === 'by-hand') return null
  const note = notes[reason] ?? kinds.find(([begin]) => begin.test(reason))?.[1]
  if (note) return t(note)
  const known = reasonText(reason)
  return known === reason ? t('why.said', { words: reason.replace(/^[a-z-]+: /, '') }) : known
}
