/** What a composer must know of Mastodon and the servers that speak its API. A server's own limits (`told`) win. */
import type { Facts } from '../port.ts'

const DOCS = 'https://docs.joinmastodon.org/user/posting/'
const INSTANCE = 'https://docs.joinmastodon.org/entities/Instance/'
const asOf = '2026-11-23'

export const mastodonFacts: Facts = {
  network: 'mastodon',
  name: 'Mastodon',
  mark: 'M',
  can: {
    publish: true,
    edit: true,
    remove: true,
    threads: true,
    oauth: true,
    manual: false,
    titles: false,
    languages: true,
    warning: true,
    focus: true,
    visibility: true,
    measure: true,
  },
  text: {
    counts: 'mastodon',
    max: { value: 500, source: DOCS, asOf },
    maxBytes: null,
    link: { value: 23, source: DOCS, asOf },
  },
  media: {
    max: { value: 4, source: DOCS, asOf },
    types: { value: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'], source: INSTANCE, asOf },
    maxBytes: { value: 16 * 1024 * 1024, source: DOCS, asOf },
    maxPixels: { value: 33_177_600, source: INSTANCE, asOf },
    alt: { value: 1500, source: DOCS, asOf },
    required: false,
  },
  video: {
    max: { value: 1, source: DOCS, asOf },
    alone: true,
    maxBytes: { value: 103_809_024, source: DOCS, asOf },
    maxPixels: { value: 8_294_400, source: INSTANCE, asOf },
    seconds: null,
    alt: { value: 1500, source: DOCS, asOf },
    // `POST /api/v2/media` has a description, a thumbnail and a focus, and no captions.
    captions: null,
  },
  poll: {
    answers: { value: 4, source: INSTANCE, asOf },
    answerMax: { value: 50, source: INSTANCE, asOf },
    minutes: { value: { least: 5, most: 43_829 }, source: INSTANCE, asOf },
  },
  mentions: { value: '@name@server', source: DOCS, asOf: '2026-11-24' },
  readsLinks: { value: true, source: 'https://docs.joinmastodon.org/entities/PreviewCard/', asOf: '2026-11-24' },
  connect: [
    {
      name: 'server',
      label: 'Server',
      hint: 'The part of your address after the last @.',
      secret: false,
      kind: 'url',
      example: 'https://mastodon.example',
    },
    {
      name: 'accessToken',
      label: 'Access token',
      hint: 'On your server: Preferences, Development, New application; tick read:accounts, read:statuses, write:statuses and write:media.',
      secret: true,
      kind: 'password',
      example: '',
    },
  ],
  links: { compose: null, profile: null, help: 'https://docs.joinmastodon.org/client/token/' },
}
