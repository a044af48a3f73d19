/** Mentions that name nobody on a channel, by what the server has checked: its preview shows them as the plain text that they are. Pure. */
import type { Finding } from '#posts/types.ts'

/** In lower case, with the @. */
export const unknownOn = (checks: Finding[], channel: string): string[] =>
  checks
    .filter((one) => one.rule === 'mention' && one.key.endsWith('.nobody') && one.channel === channel)
    .map(({ values }) => String(values.handle).toLowerCase())
