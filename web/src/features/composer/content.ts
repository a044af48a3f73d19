/** What a person writes: the parts of a post that the composer changes, how they are compared, and how two people's changes meet. */
import type { Post } from '#posts/types.ts'
import { mergeTexts } from './merge-text.ts'

export const FIELDS = [
  'text',
  'language',
  'options',
  'channels',
  'variants',
  'media',
  'planned',
  'noUseAfter',
  'branch',
  'area',
  'serves',
] as const
export type Field = (typeof FIELDS)[number]
export type Content = Pick<Post, Field>

export const emptyContent = (): Content => ({
  text: '',
  language: null,
  options: {},
  channels: [],
  variants: [],
  media: [],
  planned: null,
  noUseAfter: null,
  branch: null,
  area: null,
  serves: null,
})

/** Of a post only what is written in the composer. */
export function contentOf(post: Content): Content {
  return Object.fromEntries(FIELDS.map((field) => [field, post[field]])) as Content
}

/** The same value: neither the order of keys nor a key without a value makes a difference. */
export function same(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const [a, b] = [one as Record<string, unknown>, other as Record<string, unknown>]
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => same(a[key], b[key]))
}

/** Which fields differ. */
export const changedFields = (from: Content, to: Content): Field[] =>
  FIELDS.filter((field) => !same(from[field], to[field]))

export interface Merged {
  content: Content
  /** Changed by both, and differently: `content` has mine; a person decides. */
  clashes: Field[]
}

/** Two changes of one text that do not touch each other stand both. */
function joined(content: Content, base: Content, mine: Content, theirs: Content, field: Field): boolean {
  const text = field === 'text' ? mergeTexts(base.text, mine.text, theirs.text) : null
  if (text === null) return false
  content.text = text
  return true
}

/** Three-way: what only one of the two changed since `base` is taken from that one. */
export function merge(base: Content, mine: Content, theirs: Content): Merged {
  const content = { ...mine }
  const clashes: Field[] = []
  const take = <F extends Field>(field: F) => {
    content[field] = theirs[field]
  }
  for (const field of FIELDS) {
    if (same(mine[field], theirs[field]) || same(mine[field], base[field])) take(field)
    else if (!same(theirs[field], base[field]) && !joined(content, base, mine, theirs, field)) clashes.push(field)
  }
  return { content, clashes }
}
