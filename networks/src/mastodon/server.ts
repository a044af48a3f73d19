/** What a server says of itself: its software (NodeInfo) and its limits (`/api/v2/instance`, else v1). */
import type { JsonObject } from '@shelftalker/shared/json.ts'
import type { z } from 'zod'
import { serverOrigin } from '../origin.ts'
import type { Call, Failure } from '../port.ts'
import { ask } from './ask.ts'
import { InstanceAnswer, NodeInfo, NodeInfoLinks } from './wire.ts'

/** True where the server gave no answer at all, so that nothing is known; false where its answer was that it has no such thing. */
const silent = (reply: { ok: false; trouble: Failure }): boolean =>
  ['down', 'too-fast', 'unknown'].includes(reply.trouble.trouble.kind)

interface Software {
  software: string
  version: string | null
}
/** Where the server doesn't say what it is, nothing is trusted. */
const UNKNOWN: Software = { software: 'unknown', version: null }

/** NodeInfo's name of the software in lower case, and its version; null where the server was silent. */
export async function softwareOf(call: Call, server: string): Promise<Software | null> {
  const links = await ask(call, { server }, { path: '/.well-known/nodeinfo', guard: NodeInfoLinks })
  if (!links.ok) return silent(links) ? null : UNKNOWN
  const link = links.value.links.findLast((one) => one.rel.startsWith('http://nodeinfo.diaspora.software/ns/schema/2.'))
  // A document on another host could name any software it likes.
  if (!link || serverOrigin(link.href) !== server) return UNKNOWN
  const info = await ask(call, { server }, { path: link.href, guard: NodeInfo })
  if (!info.ok) return silent(info) ? null : UNKNOWN
  return { software: info.value.software.name.toLowerCase(), version: info.value.software.version }
}

/**
 * Software, version and limits as plain values; what a server doesn't tell is null. `domain` is the one in its handles; null if it didn't say.
 * @param before what was told the last time: it stands where the server is silent now.
 */
export async function askServer(
  call: Call,
  server: string,
  before: JsonObject = {},
): Promise<{ told: JsonObject; domain: string | null }> {
  const software = await softwareOf(call, server)
  let instance = await ask(call, { server }, { path: '/api/v2/instance', guard: InstanceAnswer })
  if (!instance.ok && !silent(instance))
    instance = await ask(call, { server }, { path: '/api/v1/instance', guard: InstanceAnswer })
  const answer = instance.ok ? instance.value : null
  const limits = instance.ok || !silent(instance) ? limitsOf(answer) : {}
  const { software: name, version } = software ?? UNKNOWN
  const told = { ...UNKNOWN_LIMITS, ...before, ...limits }
  if (software || !before.software)
    Object.assign(told, { software: name, version: version ?? answer?.version ?? null, minMedia: minMediaOf(name) })
  const domain = (answer?.domain ?? answer?.uri ?? '').replace(/^https?:\/\//, '').replace(/\/.*$/, '')
  return { told, domain: domain || null }
}

/** Pixelfed takes no post without a picture. */
const minMediaOf = (software: string): number => (software === 'pixelfed' ? 1 : 0)

function limitsOf(answer: z.infer<typeof InstanceAnswer> | null): JsonObject {
  const statuses = answer?.configuration?.statuses
  const media = answer?.configuration?.media_attachments
  return {
    maxCharacters: statuses?.max_characters ?? answer?.max_toot_chars ?? null,
    charactersPerUrl: statuses?.characters_reserved_per_url ?? null,
    maxMedia: statuses?.max_media_attachments ?? null,
    maxAlt: media?.description_limit ?? null,
    maxVideoBytes: media?.video_size_limit ?? null,
    maxVideoPixels: media?.video_matrix_limit ?? null,
    maxImageBytes: media?.image_size_limit ?? null,
    maxImagePixels: media?.image_matrix_limit ?? null,
    pollAnswers: answer?.configuration?.polls?.max_options ?? null,
    pollAnswerMax: answer?.configuration?.polls?.max_characters_per_option ?? null,
    pollLeastMinutes: minutes(answer?.configuration?.polls?.min_expiration, Math.ceil),
    pollMostMinutes: minutes(answer?.configuration?.polls?.max_expiration, Math.floor),
    imageTypes: media?.supported_mime_types?.filter((type) => type.startsWith('image/')) ?? null,
  }
}
/** Whole minutes within what the server takes, which it tells in seconds. */
const minutes = (seconds: number | null | undefined, round: (n: number) => number) =>
  seconds == null ? null : round(seconds / 60)
const UNKNOWN_LIMITS = limitsOf(null)
