/** Which channels of a post can still be handed over: where it is out (or may be), it is changed from the post's page instead. Pure. */
import type { Post } from '#posts/types.ts'

const settled = new Set(['published', 'partly', 'unknown', 'releasing'])

export function outOn(post: Pick<Post, 'deliveries'> | undefined): Set<string> {
  const out = (post?.deliveries ?? []).filter(({ kind, state }) => kind === 'post' && settled.has(state))
  return new Set(out.map(({ channel }) => channel))
}

/** Of the chosen ones those that it has yet to go to. */
export const openChannels = (chosen: string[], post: Pick<Post, 'deliveries'> | undefined): string[] => {
  const out = outOn(post)
  return chosen.filter((channel) => !out.has(channel))
}
