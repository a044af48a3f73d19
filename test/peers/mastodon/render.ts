/** Accounts, pictures and statuses as Mastodon words them (shapes: docs.joinmastodon.org/entities). */
import type { Ask } from './answer.ts'
import type { PeerAccount, PeerMedia, PeerPoll, PeerStatus } from './book.ts'

type World = Pick<Ask, 'book' | 'switches' | 'origin'>
/** The server's name in handles. */
export const domainOf = ({ origin, switches }: Pick<World, 'origin' | 'switches'>): string =>
  switches.domain ?? new URL(origin).host

export function renderAccount(account: PeerAccount, { origin, book }: World) {
  return {
    id: account.id,
    username: account.username,
    acct: account.domain ? `${account.username}@${account.domain}` : account.username,
    display_name: account.name ?? `The ${account.username} account`,
    locked: false,
    bot: false,
    group: false,
    discoverable: true,
    indexable: false,
    created_at: account.createdAt.toISOString(),
    note: '<p>Open to all.</p>',
    url: `${origin}/@${account.username}`,
    uri: `${origin}/users/${account.username}`,
    avatar: `${origin}/avatar.png`,
    avatar_static: `${origin}/avatar.png`,
    header: `${origin}/header.png`,
    header_static: `${origin}/header.png`,
    followers_count: account.followers,
    following_count: 0,
    statuses_count: book.visible(account.id).length,
    last_status_at: null,
    emojis: [],
    fields: [],
  }
}

export function renderMedia(media: PeerMedia, { origin }: World) {
  const [x, y] = (media.focus ?? '0,0').split(',').map(Number)
  return {
    id: media.id,
    type: media.mime.startsWith('video/') ? 'video' : 'image',
    url: media.pending > 0 ? null : `${origin}/media/${media.id}`,
    preview_url: `${origin}/media/${media.id}`,
    remote_url: null,
    meta: { focus: { x, y } },
    description: media.description,
    blurhash: null,
  }
}

export function renderStatus(status: PeerStatus, world: World): Record<string, unknown> {
  const { book, origin } = world
  const account = book.accounts.get(status.accountId)!
  const parent = status.parentId ? book.statuses.get(status.parentId) : null
  return {
    id: status.id,
    created_at: status.createdAt.toISOString(),
    edited_at: status.editedAt?.toISOString() ?? null,
    in_reply_to_id: status.parentId,
    in_reply_to_account_id: parent?.accountId ?? null,
    sensitive: status.sensitive,
    spoiler_text: status.spoiler,
    visibility: status.visibility,
    language: status.language,
    uri: `${origin}/users/${account.username}/statuses/${status.id}`,
    url: `${origin}/@${account.username}/${status.id}`,
    replies_count: status.counts?.replies ?? 0,
    reblogs_count: status.counts?.reblogs ?? 0,
    favourites_count: status.counts?.favourites ?? 0,
    quotes_count: status.counts?.quotes ?? 0,
    content: html(status.text, world),
    reblog: null,
    account: renderAccount(account, world),
    media_attachments: status.mediaIds.map((id) => renderMedia(book.media.get(id)!, world)),
    mentions: [],
    tags: [],
    emojis: [],
    card: null,
    poll: status.poll ? renderPoll(status.id, status.poll) : null,
  }
}

const renderPoll = (id: string, { answers, several, endsAt }: PeerPoll) => ({
  id,
  expires_at: endsAt.toISOString(),
  expired: endsAt.getTime() <= Date.now(),
  multiple: several,
  votes_count: 0,
  voters_count: 0,
  options: answers.map((title) => ({ title, votes_count: 0 })),
  emojis: [],
  voted: true,
  own_votes: [],
})

const escapeHtml = (raw: string): string =>
  raw.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

/** Text as Mastodon shows it: paragraphs, links shortened by hidden spans, mentions of its own people, hashtags. */
export function html(text: string, { book, origin, switches }: World): string {
  const own = domainOf({ origin, switches })
  const people = new Set([...book.accounts.values()].map((one) => `${one.username}@${one.domain ?? own}`))
  const mark = (raw: string): string =>
    raw.replace(/https?:\/\/[^\s<]+[^\s<.,;:!?)]|#[\p{L}\p{N}_]+|@\w+(?:@[\w.:-]+\w)?|[&<>"]/gu, (found) => {
      if (/^https?:/.test(found)) return link(found)
      if (found.startsWith('#'))
        return `<a href="${origin}/tags/${encodeURIComponent(found.slice(1))}" class="mention hashtag" rel="tag">#<span>${found.slice(1)}</span></a>`
      if (!found.startsWith('@')) return escapeHtml(found)
      const [name = '', domain] = found.slice(1).split('@')
      if (!people.has(`${name}@${domain ?? own}`)) return found
      return `<span class="h-card" translate="no"><a href="${origin}/@${name}" class="u-url mention">@<span>${name}</span></a></span>`
    })
  return text
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${mark(paragraph).replaceAll('\n', '<br />')}</p>`)
    .join('')
}

function link(url: string): string {
  const [, prefix = '', rest = ''] = /^(https?:\/\/(?:www\.)?)(.*)$/.exec(url) ?? []
  const shown = rest.slice(0, 30)
  const hidden = rest.slice(30)
  return (
    `<a href="${escapeHtml(url)}" target="_blank" rel="nofollow noopener" translate="no">` +
    `<span class="invisible">${prefix}</span><span class="${hidden ? 'ellipsis' : ''}">${escapeHtml(shown)}</span>` +
    `<span class="invisible">${escapeHtml(hidden)}</span></a>`
  )
}
