/** Counting as a Mastodon server does. */
import { findEntities } from './entities.ts'
import { countGraphemes } from './graphemes.ts'

/** What a link counts where the server says nothing (docs.joinmastodon.org, `characters_reserved_per_url`). */
export const MASTODON_LINK = 23

/**
 * Characters of a status: graphemes; a link counts `perLink` whatever its length (null: as written), and of
 * `@user@domain` only `@user`. A content warning is counted with the text.
 * Source: mastodon/mastodon `app/validators/status_length_validator.rb`.
 */
export function countMastodon(text: string, perLink: number | null = MASTODON_LINK, warning = ''): number {
  let count = countGraphemes(warning)
  let rest = ''
  let from = 0
  for (const entity of findEntities(text, 'mastodon')) {
    if (entity.kind === 'link' && perLink !== null) {
      rest += text.slice(from, entity.start)
      count += perLink
    } else if (entity.kind === 'mention') rest += text.slice(from, entity.start + 1 + entity.local.length)
    else continue
    from = entity.end
    // A mark after a link would melt into the letter before it once the link is taken out; the server puts x's there.
    count += countGraphemes(rest)
    rest = ''
  }
  return count + countGraphemes(rest + text.slice(from))
}
