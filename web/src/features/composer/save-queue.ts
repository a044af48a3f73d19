/**
 * How what is typed reaches the server, as pure steps. One request at a time, each on top of the version that the
 * last answer named; what is typed meanwhile is the next one. `local` is never thrown away by an answer.
 */
import type { Post } from '#posts/types.ts'
import { type Content, changedFields, contentOf, type Field, merge, same } from './content.ts'

export interface Queue {
  /** null: the server does not know this post yet. */
  post: string | null
  version: number | null
  /** As the server has it (or as the page began). */
  base: Content
  /** As it is typed. */
  local: Content
  /** Kept until it is answered: a repeated creation must be the same request under the same key. */
  creating: { key: string; body: Content } | null
  /** On its way. */
  sending: Content | null
  /** Somebody else changed the same fields; nothing is sent until a person has chosen. */
  clash: { theirs: Post; fields: Field[] } | null
}
export type Request =
  | { kind: 'create'; key: string; body: Content }
  | { kind: 'save'; post: string; version: number; change: Partial<Content> }

export const newPost = (start: Content): Queue => ({
  post: null,
  version: null,
  base: start,
  local: start,
  creating: null,
  sending: null,
  clash: null,
})
export const existing = (post: Post): Queue => ({
  ...newPost(contentOf(post)),
  post: post.id,
  version: post.version,
})

export const typed = (queue: Queue, change: Partial<Content>): Queue => ({
  ...queue,
  local: { ...queue.local, ...change },
})

/** True while the server does not have all that was typed. */
export const isUnsaved = (queue: Queue): boolean => queue.creating !== null || !same(queue.base, queue.local)

/** What to send now, and the queue while it is on its way; null if there is nothing, or nothing may be sent. */
export function next(queue: Queue, newKey: () => string): { queue: Queue; request: Request } | null {
  if (queue.sending || queue.clash || !isUnsaved(queue)) return null
  if (queue.post === null || queue.version === null) {
    const creating = queue.creating ?? { key: newKey(), body: queue.local }
    return { queue: { ...queue, creating, sending: creating.body }, request: { kind: 'create', ...creating } }
  }
  const { post, version, base, local } = queue
  const change = Object.fromEntries(changedFields(base, local).map((field) => [field, local[field]]))
  return { queue: { ...queue, sending: local }, request: { kind: 'save', post, version, change } }
}

/** The server has it. Where nothing was typed meanwhile, its spelling of a value is taken over. */
export function saved(queue: Queue, post: Post): Queue {
  const theirs = contentOf(post)
  const sent = queue.sending ?? queue.base
  return {
    ...queue,
    post: post.id,
    version: post.version,
    base: theirs,
    local: merge(sent, queue.local, theirs).content,
    creating: null,
    sending: null,
  }
}

/** No answer, or a refusal: all stays as it was typed. */
export const failed = (queue: Queue): Queue => ({ ...queue, sending: null })

/** The post as it stands at the server: after a refusal for its version, or heard of. What does not clash is joined. */
export function seen(queue: Queue, post: Post): Queue {
  if (queue.version !== null && post.version <= queue.version) return queue
  const { content, clashes } = merge(queue.base, queue.local, contentOf(post))
  if (clashes.length > 0) return { ...queue, sending: null, clash: { theirs: post, fields: clashes } }
  return { ...queue, version: post.version, base: contentOf(post), local: content, sending: null, clash: null }
}

/** A person chose. Mine: my words on top of theirs, in the fields that clashed. Theirs: the other way round. */
export function choose(queue: Queue, whose: 'mine' | 'theirs'): Queue {
  if (!queue.clash) return queue
  const { theirs, fields } = queue.clash
  const their = contentOf(theirs)
  const { content } = merge(queue.base, queue.local, their)
  const given = whose === 'mine' ? {} : Object.fromEntries(fields.map((field) => [field, their[field]]))
  return { ...queue, version: theirs.version, base: their, local: { ...content, ...given }, sending: null, clash: null }
}

/** A copy that lay in the browser, opened again beside the post as the server has it now. */
export function reopened(kept: Queue, post: Post): Queue {
  const queue = { ...kept, sending: null, clash: null, creating: null, post: post.id }
  return kept.version === null ? seen({ ...queue, version: 0 }, post) : seen(queue, post)
}
