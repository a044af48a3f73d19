/** The visible acts: posting, editing, removing, and how a post stands. */
import { z } from 'zod'
import { failed } from '../failure.ts'
import type { Account, Answer, Call, Part, Remote } from '../port.ts'
import { ask, serverOf, unlike } from './ask.ts'
import { textOf } from './sameness.ts'
import { Prepared, SourceAnswer, type Status, StatusAnswer } from './wire.ts'

export function remoteOf(status: Status): Remote {
  return { id: status.id, url: status.url ?? null, ref: { uri: status.uri ?? null } }
}

/** Always said aloud: an account's own default may be followers-only. */
export const askedVisibility = (part: Part): string => part.options.visibility ?? 'public'

/** ISO 639-1, as Mastodon asks for; Chinese keeps its region, since Mastodon tells its scripts apart by it. */
function languageOf(part: Part): string | undefined {
  if (!part.language) return undefined
  return /^zh-/i.test(part.language) ? part.language : part.language.split('-')[0]!.toLowerCase()
}

const fieldsOf = (part: Part, mediaIds: string[]) => ({
  status: part.text,
  ...(mediaIds.length > 0 ? { media_ids: mediaIds } : {}),
  ...(part.options.warning ? { spoiler_text: part.options.warning } : {}),
  ...(part.options.sensitive === undefined ? {} : { sensitive: part.options.sensitive }),
  language: languageOf(part),
})

/** Only with a new post: an edit leaves a poll as it is, because changing it throws away the votes. */
const pollOf = ({ options: { poll } }: Part) =>
  poll ? { poll: { options: poll.answers, expires_in: poll.minutes * 60, multiple: poll.several } } : {}

const idsOf = (prepared: unknown): string[] => Prepared.parse(prepared).uploads.map((one) => one.id)

export async function release(
  call: Call,
  account: Account,
  part: Part,
  prepared: unknown,
  key: string,
): Promise<Answer<{ remote: Remote }>> {
  const mediaIds = idsOf(prepared)
  const answer = await ask(call, serverOf(account), {
    method: 'POST',
    path: '/api/v1/statuses',
    headers: { 'idempotency-key': key },
    json: {
      ...fieldsOf(part, mediaIds),
      visibility: askedVisibility(part),
      ...pollOf(part),
      ...(part.parent ? { in_reply_to_id: part.parent.id } : {}),
    },
    guard: StatusAnswer,
    visible: true,
    what: part.parent ? 'parent' : 'account',
  })
  if (!answer.ok) return answer
  const { value: status, raw } = answer
  // "Published" means seen as it was meant: a silenced account is made unlisted, some servers drop pictures they don't know.
  const where = status.url ? `: ${status.url}` : ''
  if (status.visibility !== askedVisibility(part))
    return unlike(`it is out, but the server made it ${status.visibility}${where}`, raw)
  if (status.media_attachments.length < mediaIds.length)
    return unlike(`it is out, but the server left out pictures${where}`, raw)
  if (part.options.poll && !status.poll) return unlike(`it is out, but the server left out the poll${where}`, raw)
  return { ok: true, value: { remote: remoteOf(status), raw } }
}

/** Replaces text, pictures, alt texts and warning; visibility and parent can't be edited. Repeating it is harmless. */
export async function edit(
  call: Call,
  account: Account,
  remote: Remote,
  part: Part,
  prepared: unknown,
): Promise<Answer<{ remote: Remote }>> {
  const mediaIds = idsOf(prepared)
  const attributes = part.media.map((one, n) => ({
    id: mediaIds[n],
    description: one.alt,
    ...(one.focus ? { focus: `${one.focus.x},${one.focus.y}` } : {}),
  }))
  const answer = await ask(call, serverOf(account), {
    method: 'PUT',
    path: `/api/v1/statuses/${encodeURIComponent(remote.id)}`,
    json: {
      ...fieldsOf(part, mediaIds),
      // Left out they would stay as they were: an edit says what the post is now.
      media_ids: mediaIds,
      spoiler_text: part.options.warning ?? '',
      ...(attributes.length > 0 ? { media_attributes: attributes } : {}),
    },
    guard: StatusAnswer,
    visible: true,
  })
  if (!answer.ok) return answer
  return { ok: true, value: { remote: remoteOf(answer.value), raw: answer.raw } }
}

/** A post that isn't there is removed: 404 and 410 are what was wanted. */
export async function remove(call: Call, account: Account, remote: Remote): Promise<Answer<{ gone: true }>> {
  const answer = await ask(call, serverOf(account), {
    method: 'DELETE',
    path: `/api/v1/statuses/${encodeURIComponent(remote.id)}`,
    guard: z.unknown(),
    visible: true,
  })
  if (answer.ok) return { ok: true, value: { gone: true, raw: answer.raw } }
  const { trouble, rejected, raw } = answer.trouble
  if (rejected && trouble.kind === 'gone' && trouble.what === 'post') return { ok: true, value: { gone: true, raw } }
  return answer
}

/** The text as it was typed, where the server gives its source; else read out of the HTML. */
export async function stands(
  call: Call,
  account: Account,
  remote: Remote,
): Promise<Answer<{ stands: 'gone' | { text: string } }>> {
  const at = serverOf(account)
  const path = `/api/v1/statuses/${encodeURIComponent(remote.id)}`
  const status = await ask(call, at, { path, guard: StatusAnswer })
  if (!status.ok) {
    const { trouble, rejected, raw } = status.trouble
    return rejected && trouble.kind === 'gone' && trouble.what === 'post'
      ? { ok: true, value: { stands: 'gone', raw } }
      : status
  }
  const source = await ask(call, at, { path: `${path}/source`, guard: SourceAnswer })
  if (source.ok) return { ok: true, value: { stands: { text: source.value.text }, raw: source.raw } }
  const missing = source.trouble.trouble.kind === 'gone' || source.trouble.trouble.kind === 'garbled'
  if (!missing) return failed(source.trouble.trouble, source.trouble)
  return { ok: true, value: { stands: { text: textOf(status.value.content ?? '') }, raw: status.raw } }
}
