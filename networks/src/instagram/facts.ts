/** Instagram, by hand. Numbers as Meta's documents give them for publishing. */
import type { Facts, Sourced } from '../port.ts'

const read = <T>(value: T): Sourced<T> => ({
  value,
  source: 'https://developers.facebook.com/docs/instagram-platform/content-publishing',
  asOf: '2026-09-19',
})

export const instagramFacts: Facts = {
  network: 'instagram',
  name: 'Instagram',
  mark: 'Ig',
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
  text: { counts: 'utf16', max: read(2_200), maxBytes: null, link: null },
  media: {
    max: read(10),
    types: read(['image/jpeg']),
    maxBytes: read(8 * 1024 * 1024),
    // 1,440 px wide at most, 4:5 the tallest.
    maxPixels: read(1_440 * 1_800),
    alt: read(1_000),
    required: true,
  },
  // As a reel.
  video: {
    max: read(1),
    alone: true,
    maxBytes: read(300 * 1024 * 1024),
    maxPixels: null,
    seconds: read({ least: 3, most: 900 }),
    alt: null,
    captions: null,
  },
  connect: [],
  links: {
    compose: 'https://www.instagram.com/',
    profile: 'https://www.instagram.com/{handle}/',
    help: 'https://help.instagram.com/',
  },
}
