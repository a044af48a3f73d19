/** NodeInfo, and the server's own limits in the newer and the older document. */
import { type Ask, ok, type Reply, type Route, refuse } from './answer.ts'
import { domainOf as host } from './render.ts'

const SCHEMA = 'http://nodeinfo.diaspora.software/ns/schema/2.0'
const IMAGES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp']

const configuration = ({ switches: { limits, polls } }: Ask) => ({
  accounts: { max_featured_tags: 10, max_pinned_statuses: 5 },
  statuses: {
    max_characters: limits.maxCharacters,
    max_media_attachments: limits.maxMedia,
    characters_reserved_per_url: limits.charactersPerUrl,
  },
  media_attachments: {
    supported_mime_types: [...IMAGES, 'video/mp4'],
    description_limit: limits.maxAlt,
    image_size_limit: limits.maxImageBytes,
    image_matrix_limit: limits.maxImagePixels,
    video_size_limit: limits.maxVideoBytes,
    video_frame_rate_limit: 120,
    video_matrix_limit: 8_294_400,
  },
  polls: {
    max_options: polls.answers,
    max_characters_per_option: polls.answerMax,
    min_expiration: polls.least,
    max_expiration: polls.longest,
  },
})

function newer(ask: Ask): Reply {
  if (ask.switches.instance !== 'v2') return refuse(404, 'Not Found')
  return ok({
    domain: host(ask),
    title: 'A peer for tests',
    version: ask.switches.version,
    source_url: 'https://example.org/source',
    description: 'It speaks as Mastodon does.',
    usage: { users: { active_month: 1 } },
    thumbnail: { url: `${ask.origin}/thumbnail.png` },
    icon: [],
    languages: ['en'],
    configuration: {
      ...configuration(ask),
      urls: { streaming: ask.origin.replace('http', 'ws') },
      translation: { enabled: false },
      vapid: { public_key: 'BCk-QqERU0q-CfYZjcuB6lnyyOYfJ2AifKqfeGIm7Z-HiTU5T9eTG5GxVA0_OH5mMlI4UkkDTpaZwozy0TzdZ2M=' },
    },
    registrations: { enabled: true, approval_required: false, message: null, url: null },
    api_versions: { mastodon: 7 },
    contact: { email: 'staff@example.org', account: null },
    rules: [],
  })
}

function older(ask: Ask): Reply {
  if (ask.switches.instance === 'none') return refuse(404, 'Not Found')
  return ok({
    uri: host(ask),
    title: 'A peer for tests',
    short_description: '',
    description: 'It speaks as Mastodon does.',
    email: 'staff@example.org',
    version: ask.switches.version,
    urls: { streaming_api: ask.origin.replace('http', 'ws') },
    stats: { user_count: ask.book.accounts.size, status_count: ask.book.statuses.size, domain_count: 1 },
    thumbnail: null,
    languages: ['en'],
    registrations: true,
    approval_required: false,
    invites_enabled: false,
    configuration: configuration(ask),
    contact_account: null,
    rules: [],
  })
}

export const instanceRoutes: Route[] = [
  {
    step: 'instance',
    method: 'GET',
    path: /^\/\.well-known\/nodeinfo$/,
    scope: null,
    handle: (ask) =>
      ask.switches.software === null
        ? refuse(404, 'Not Found')
        : ok({ links: [{ rel: SCHEMA, href: `${ask.origin}/nodeinfo/2.0` }] }),
  },
  {
    step: 'instance',
    method: 'GET',
    path: /^\/nodeinfo\/2\.0$/,
    scope: null,
    handle: (ask) =>
      ok({
        version: '2.0',
        software: { name: ask.switches.software, version: ask.switches.version },
        protocols: ['activitypub'],
        services: { inbound: [], outbound: [] },
        usage: { users: { total: 1, activeMonth: 1, activeHalfyear: 1 }, localPosts: 0 },
        openRegistrations: false,
        metadata: {},
      }),
  },
  { step: 'instance', method: 'GET', path: /^\/api\/v2\/instance$/, scope: null, handle: newer },
  { step: 'instance', method: 'GET', path: /^\/api\/v1\/instance$/, scope: null, handle: older },
]
