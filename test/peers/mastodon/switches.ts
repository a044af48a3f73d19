/** How the peer behaves: as Mastodon does unless told. The differences are those seen or documented of its kin. */

export interface Switches {
  /** What NodeInfo names; null: no NodeInfo. */
  software: string | null
  version: string
  /** `honoured`: Mastodon. `ignored`: GoToSocial, snac. `burned`: Pixelfed. `racing`: Hollo, whose keys don't hold at once. */
  keys: 'honoured' | 'ignored' | 'burned' | 'racing'
  /** Where keys are `racing`: so many requests with one key have looked before the first is written down. */
  racers: number
  /** How long a key is remembered. */
  keyLivesMs: number
  /** The newest instance document that it has. */
  instance: 'v2' | 'v1' | 'none'
  limits: {
    maxCharacters: number
    maxMedia: number
    charactersPerUrl: number
    maxAlt: number
    maxImageBytes: number
    maxVideoBytes: number
    maxImagePixels: number
  }
  /** What it takes of a poll; the two times in seconds. */
  polls: { answers: number; answerMax: number; least: number; longest: number }
  /** Posts with a poll are taken without it (snac, and kin that have none). */
  dropsPolls: boolean
  /** How often a new picture answers 206 before it is ready; 0: ready at once. */
  mediaAsks: number
  /** The same of a video, which Mastodon never has ready at once. */
  videoAsks: number
  /** The work on a video ends in an error. */
  videoFails: boolean
  /** False: it has only `POST /api/v1/media`, and no way to ask after a picture. */
  mediaV2: boolean
  /** What it makes of a visibility, whatever was asked; null: what was asked. */
  forceVisibility: 'public' | 'unlisted' | 'private' | null
  /** `unknown`: an id that it doesn't know is left out (snac). `all`: pictures are always left out. */
  dropsMedia: 'none' | 'unknown' | 'all'
  /** A post without words and pictures is taken (snac). */
  takesEmpty: boolean
  /** A post without a picture is refused (Pixelfed). */
  needsMedia: boolean
  /** What a wrong token is answered with; 422 on snac. */
  badToken: 401 | 422
  /** What a file that is no picture is answered with: Mastodon's 422, or a 500 that isn't JSON (Hollo). */
  badImage: 422 | 500
  /** False: `/statuses/:id/source` is missing. */
  source: boolean
  /** False: `GET /api/v1/statuses?id[]=` is missing (before 4.3, and kin). */
  manyStatuses: boolean
  /** Requests of one account in a window; past it 429 with the end of the window. null: none. */
  rate: { limit: number; windowMs: number } | null
  /** The server's name in handles, where it is another than that of its address; null: host and port of the address. */
  domain: string | null
  /** False: `/accounts/search` is missing (kin). */
  findsAccounts: boolean
  /** Every answer comes this much later. */
  latencyMs: number
}

export const likeMastodon = (): Switches => ({
  software: 'mastodon',
  version: '4.7.0',
  keys: 'honoured',
  racers: 1,
  keyLivesMs: 3_600_000,
  instance: 'v2',
  limits: {
    maxCharacters: 500,
    maxMedia: 4,
    charactersPerUrl: 23,
    maxAlt: 1500,
    maxImageBytes: 16_777_216,
    maxVideoBytes: 103_809_024,
    maxImagePixels: 33_177_600,
  },
  polls: { answers: 4, answerMax: 50, least: 300, longest: 2_629_746 },
  dropsPolls: false,
  mediaAsks: 0,
  videoAsks: 1,
  videoFails: false,
  mediaV2: true,
  forceVisibility: null,
  dropsMedia: 'none',
  takesEmpty: false,
  needsMedia: false,
  badToken: 401,
  badImage: 422,
  source: true,
  manyStatuses: true,
  rate: null,
  domain: null,
  findsAccounts: true,
  latencyMs: 0,
})

const MIB = 1024 * 1024
const PIXELS = likeMastodon().limits.maxImagePixels

/** What was seen or read of Mastodon's kin (reference/networks.md §6, peers.md §2); where nothing is known they are as Mastodon. */
export const kin = {
  hollo: {
    software: 'hollo',
    version: '0.6.0',
    keys: 'racing',
    badImage: 500,
    limits: {
      maxCharacters: 10_000,
      maxMedia: 8,
      charactersPerUrl: 256,
      maxAlt: 1500,
      maxImageBytes: 32 * MIB,
      maxVideoBytes: 128 * MIB,
      maxImagePixels: PIXELS,
    },
  },
  gotosocial: {
    software: 'gotosocial',
    version: '0.20.0',
    keys: 'ignored',
    limits: {
      maxCharacters: 5000,
      maxMedia: 6,
      charactersPerUrl: 23,
      maxAlt: 5000,
      maxImageBytes: 40 * MIB,
      maxVideoBytes: 40 * MIB,
      maxImagePixels: PIXELS,
    },
  },
  pixelfed: { software: 'pixelfed', version: '0.12.6', keys: 'burned', needsMedia: true },
  snac: {
    software: 'snac',
    version: '2.80',
    keys: 'ignored',
    instance: 'v1',
    mediaV2: false,
    dropsMedia: 'unknown',
    takesEmpty: true,
    badToken: 422,
    source: false,
  },
} satisfies Record<string, Partial<Switches>>

/** The step of a client that a request belongs to; faults are laid on these. */
export type Step =
  | 'instance'
  | 'apps'
  | 'authorize'
  | 'token'
  | 'revoke'
  | 'verify'
  | 'find'
  | 'upload'
  | 'media'
  | 'release'
  | 'list'
  | 'status'
  | 'statuses'
  | 'edit'
  | 'remove'

export type Fault =
  /** The socket closes after the request was read and before anything is done. */
  | { with: 'hang-up-before' }
  /** The act is done, then the socket closes without an answer. */
  | { with: 'hang-up-after' }
  /** The act is done, then 500. */
  | { with: 'error-after' }
  /** The act is done, then an answer that isn't JSON. */
  | { with: 'garbage-after' }
  /** The act is done, then the answer breaks off in the middle. */
  | { with: 'cut-after' }
  /** The act is done at once, the answer comes `ms` later. */
  | { with: 'slow-after'; ms: number }
  /** Nothing is done for `ms`, then all. */
  | { with: 'slow-before'; ms: number }
  /** A status that says no, with Mastodon's own error in the body. */
  | { with: 'refuse'; status: number; error: string }
  /** 429 with `X-RateLimit-Reset`. */
  | { with: 'too-fast'; resetAt: Date }
  /** A proxy's page in front of the server: nothing was done. */
  | { with: 'proxy'; status: number }

/** One laid fault: on the next `times` requests of the step. */
export type Laid = Fault & { on: Step; times?: number }
