/** What a server says of itself: its software (NodeInfo) and its limits (`/api/v2/instance`, else v1). */
import type { JsonObject } from '@shelftalker/shared/json.ts'
import type { z } from 'zod'
import { serverOrigin } from '../origin.ts'
import type { Call } from '../port.ts'
import { ask } from './ask.ts'
import { InstanceAnswer, NodeInfo, NodeInfoLinks } from './wire.ts'

/** NodeInfo's name of the software in lower case, and its version. `unknown` where the server doesn't say: then nothing is trusted. */
export async function softwareOf(call: Call, server: string): Promise<{ software: string; version: string | null }> {
  const links = await ask(call, { server }, { path: '/.well-known/nodeinfo', guard: NodeInfoLinks })
  const link = links.ok
    ? links.value.links.findLast((one) => one.rel.startsWith('http://nodeinfo.diaspora.software/ns/schema/2.'))
    : null
  // A document on another host could name any software it likes.
  if (!link || serverOrigin(link.href) !== server) return { software: 'unknown', version: null }
  const info = await ask(call, { server }, { path: link.href, guard: NodeInfo })
  if (!info.ok) return { software: 'unknown', version: null }
  return { software: info.value.software.name.toLowerCase(), version: info.value.software.version }
}

/** Software, version and limits as plain values; what a server doesn't tell is null. `domain` is the one in its handles. */
export async function askServer(call: Call, server: string): Promise<{ told: JsonObject; domain: string }> {
  const { software, version } = await softwareOf(call, server)
  let instance = await ask(call, { server }, { path: '/api/v2/instance', guard: InstanceAnswer })
  if (!instance.ok) instance = await ask(call, { server }, { path: '/api/v1/instance', guard: InstanceAnswer })
  const answer = instance.ok ? instance.value : null
  const domain = (answer?.domain ?? answer?.uri ?? '').replace(/^https?:\/\//, '').replace(/\/.*$/, '')
  return { told: toldBy(answer, software, version), domain: domain || new URL(server).host }
}

function toldBy(answer: z.infer<typeof InstanceAnswer> | null, software: string, version: string | null): JsonObject {
  const statuses = answer?.configuration?.statuses
  const media = answer?.configuration?.media_attachments
  return {
    software,
    version: version ?? answer?.version ?? null,
    maxCharacters: statuses?.max_characters ?? answer?.max_toot_chars ?? null,
    charactersPerUrl: statuses?.characters_reserved_per_url ?? null,
    maxMedia: statuses?.max_media_attachments ?? null,
    // Pixelfed takes no post without a picture.
    minMedia: software === 'pixelfed' ? 1 : 0,
    maxAlt: media?.description_limit ?? null,
    maxImageBytes: media?.image_size_limit ?? null,
    maxImagePixels: media?.image_matrix_limit ?? null,
    imageTypes: media?.supported_mime_types?.filter((type) => type.startsWith('image/')) ?? null,
  }
}
