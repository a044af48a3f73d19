/** Posting with its key, editing, removing. */
import { type Ask, list, ok, type Reply, type Route, refuse, text, truth } from './answer.ts'
import type { PeerPoll, PeerStatus, Visibility } from './book.ts'
import { renderStatus } from './render.ts'

const VISIBILITIES = new Set(['public', 'unlisted', 'private', 'direct'])
export const notFound = (): Reply => refuse(404, 'Record not found')

/** What a URL counts as, and only the local part of a mention, is Mastodon's way of counting. */
function countOf(written: string, perUrl: number): number {
  const short = written.replace(/https?:\/\/\S+/g, 'x'.repeat(perUrl)).replace(/(@\w+)@[\w.-]+/g, '$1')
  return [...new Intl.Segmenter().segment(short)].length
}

/** A post of the asking account that stands. */
export function mine(ask: Ask, id: string | undefined): PeerStatus | null {
  const status = ask.book.statuses.get(id ?? '')
  return status && !status.removed && status.accountId === ask.account!.id ? status : null
}

function check(ask: Ask, own: PeerStatus | null): { mediaIds: string[] } | Reply {
  const { body, book, switches } = ask
  const words = text(body.status)
  let mediaIds = list(body.media_ids)
  if (switches.dropsMedia === 'all') mediaIds = []
  if (switches.dropsMedia === 'unknown')
    mediaIds = mediaIds.filter((id) => book.media.get(id)?.accountId === ask.account!.id)
  if (mediaIds.length > switches.limits.maxMedia)
    return refuse(422, `Validation failed: Cannot attach more than ${switches.limits.maxMedia} files`)
  for (const id of mediaIds) {
    const media = book.media.get(id)
    if (!media || media.accountId !== ask.account!.id || (media.statusId && media.statusId !== own?.id))
      return refuse(422, 'Validation failed: Media could not be found')
    if (media.pending > 0)
      return refuse(422, 'Cannot attach files that have not finished processing. Try again in a moment!')
  }
  const films = mediaIds.filter((id) => book.media.get(id)?.mime.startsWith('video/'))
  if (films.length > 0 && mediaIds.length > 1)
    return refuse(422, 'Validation failed: Cannot attach a video to a post that already contains images')
  if (switches.needsMedia && mediaIds.length === 0) return refuse(422, 'The media ids field is required.')
  if (!words && mediaIds.length === 0 && !switches.takesEmpty)
    return refuse(422, "Validation failed: Text can't be blank")
  const { maxCharacters, charactersPerUrl } = switches.limits
  if (countOf(words, charactersPerUrl) + countOf(text(body.spoiler_text), charactersPerUrl) > maxCharacters)
    return refuse(422, `Validation failed: Text character limit of ${maxCharacters} exceeded`)
  return { mediaIds }
}

/** What PollValidator refuses: too few or many answers, long or doubled ones, an end too near or far, pictures beside it. */
function pollOf(ask: Ask, mediaIds: string[]): { poll: PeerPoll | null } | Reply {
  const asked = ask.body.poll as Record<string, unknown> | undefined
  if (!asked || ask.switches.dropsPolls) return { poll: null }
  const answers = list(asked.options)
  const { answers: most, answerMax, least, longest } = ask.switches.polls
  if (mediaIds.length > 0) return refuse(422, 'Validation failed: Cannot attach a poll to a status with media')
  if (answers.length < 2) return refuse(422, 'Validation failed: Poll must have more than one item')
  if (answers.length > most) return refuse(422, `Validation failed: Poll can't contain more than ${most} items`)
  if (answers.some((one) => [...one].length > answerMax))
    return refuse(422, `Validation failed: Poll can't be longer than ${answerMax} characters each`)
  if (new Set(answers).size < answers.length) return refuse(422, 'Validation failed: Poll contains duplicate items')
  const seconds = Number(asked.expires_in)
  if (!(seconds >= least)) return refuse(422, 'Validation failed: Poll duration is too short')
  if (seconds > longest) return refuse(422, 'Validation failed: Poll duration is too far into the future')
  return { poll: { answers, several: truth(asked.multiple), endsAt: new Date(Date.now() + seconds * 1000) } }
}

const racing = new Map<string, { many: number; go: PromiseWithResolvers<void> }>()
/** Others that come with this key have looked before it is written down. */
async function othersHaveLooked(name: string, racers: number): Promise<void> {
  const race = racing.get(name) ?? { many: 0, go: Promise.withResolvers<void>() }
  racing.set(name, race)
  race.many += 1
  if (race.many >= racers) {
    racing.delete(name)
    race.go.resolve()
  }
  await race.go.promise
}

async function post(ask: Ask): Promise<Reply> {
  const { book, switches, body } = ask
  const account = ask.account!
  const key = text(ask.headers['idempotency-key']) || null
  const name = `${account.id} ${key}`
  const held = key ? book.keys.get(name) : undefined
  if (held && switches.keys !== 'ignored' && Date.now() - held.at < switches.keyLivesMs) {
    if (switches.keys === 'burned') return refuse(400, 'Duplicate idempotency key.')
    const first = book.statuses.get(held.statusId ?? '')
    if (first && !first.removed) return ok(renderStatus(first, ask))
  }
  if (key && switches.keys === 'burned') book.keys.set(name, { statusId: null, at: Date.now() })
  if (switches.keys === 'racing') await othersHaveLooked(name, switches.racers)
  const checked = check(ask, null)
  if ('status' in checked) return checked
  const polled = pollOf(ask, checked.mediaIds)
  if ('status' in polled) return polled
  const parentId = text(body.in_reply_to_id) || null
  if (parentId && book.statuses.get(parentId)?.removed !== false) return notFound()
  const asked = text(body.visibility) || 'public'
  if (!VISIBILITIES.has(asked)) return refuse(422, 'Validation failed: Visibility is not included in the list')
  const status = book.accept({
    accountId: account.id,
    text: text(body.status),
    spoiler: text(body.spoiler_text),
    sensitive: truth(body.sensitive) || text(body.spoiler_text) !== '',
    visibility: switches.forceVisibility ?? (asked as Visibility),
    language: text(body.language) || null,
    mediaIds: checked.mediaIds,
    poll: polled.poll,
    parentId,
    key,
    createdAt: new Date(),
  })
  if (key && switches.keys !== 'ignored') book.keys.set(name, { statusId: status.id, at: Date.now() })
  return ok(renderStatus(status, ask))
}

function edit(ask: Ask): Reply {
  const status = mine(ask, ask.ids[0])
  if (!status) return notFound()
  const checked = check(ask, status)
  if ('status' in checked) return checked
  const attributes = Array.isArray(ask.body.media_attributes)
    ? (ask.body.media_attributes as Record<string, unknown>[])
    : []
  for (const one of attributes) {
    const media = ask.book.media.get(String(one.id))
    if (!media || !checked.mediaIds.includes(media.id)) continue
    media.description = text(one.description) || null
    if (one.focus !== undefined) media.focus = text(one.focus)
  }
  status.text = text(ask.body.status)
  status.spoiler = text(ask.body.spoiler_text)
  status.mediaIds = checked.mediaIds
  if (ask.body.language !== undefined) status.language = text(ask.body.language)
  for (const id of checked.mediaIds) ask.book.media.get(id)!.statusId = status.id
  status.editedAt = new Date()
  return ok(renderStatus(status, ask))
}

export const statusRoutes: Route[] = [
  { step: 'release', method: 'POST', path: /^\/api\/v1\/statuses$/, scope: 'write:statuses', handle: post },
  { step: 'edit', method: 'PUT', path: /^\/api\/v1\/statuses\/(\w+)$/, scope: 'write:statuses', handle: edit },
  {
    step: 'remove',
    method: 'DELETE',
    path: /^\/api\/v1\/statuses\/(\w+)$/,
    scope: 'write:statuses',
    handle(ask) {
      const status = mine(ask, ask.ids[0])
      if (!status) return notFound()
      status.removed = true
      return ok({ ...renderStatus(status, ask), text: status.text })
    },
  },
]
