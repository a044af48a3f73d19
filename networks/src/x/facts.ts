/** X, by hand. Counted by the weights of twitter-text version 3; limits as the API's documents give them. */
import type { Facts, Sourced } from '../port.ts'

const WEIGHTS = 'https://github.com/twitter/twitter-text/blob/master/config/v3.json'
const MEDIA = 'https://docs.x.com/x-api/media/quickstart/best-practices'
const read = <T>(value: T, source: string): Sourced<T> => ({ value, source, asOf: '2026-08-22' })

export const xFacts: Facts = {
  network: 'x',
  name: 'X',
  mark: 'X',
  can: {
    publish: false,
    edit: false,
    remove: false,
    threads: false,
    oauth: false,
    manual: true,
    titles: false,
    languages: false,
    warning: false,
    focus: false,
  },
  text: { counts: 'weighted', max: read(280, WEIGHTS), maxBytes: null, link: read(23, WEIGHTS) },
  media: {
    max: read(4, MEDIA),
    types: read(['image/jpeg', 'image/png', 'image/gif', 'image/webp'], MEDIA),
    maxBytes: read(5 * 1024 * 1024, MEDIA),
    maxPixels: null,
    alt: read(1_000, MEDIA),
    required: false,
  },
  video: {
    max: read(1, MEDIA),
    alone: true,
    maxBytes: read(512 * 1024 * 1024, MEDIA),
    maxPixels: null,
    seconds: read({ least: 0.5, most: 140 }, MEDIA),
    alt: null,
    captions: null,
  },
  readsLinks: { value: true, source: 'secondary: third parties’ notes on X’s cards', asOf: '2026-11-24' },
  connect: [],
  links: { compose: 'https://x.com/compose/post', profile: 'https://x.com/{handle}', help: 'https://help.x.com/' },
}
