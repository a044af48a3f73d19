/** The Bulletin: the library's own public page. Its limits are ours, so that a page stays readable and a feed light. */
import type { Facts, Sourced } from '../port.ts'

const own = <T>(value: T): Sourced<T> => ({ value, source: 'our own page', asOf: '2026-11-24' })

export const bulletinFacts: Facts = {
  network: 'bulletin',
  name: 'Bulletin',
  mark: 'Bu',
  can: {
    publish: true,
    edit: true,
    remove: true,
    threads: true,
    oauth: false,
    manual: false,
    titles: true,
    languages: true,
    warning: true,
    focus: false,
    measure: true,
  },
  text: { counts: 'graphemes', max: null, maxBytes: null, link: null },
  media: {
    max: own(10),
    types: own(['image/jpeg', 'image/png', 'image/webp', 'image/gif']),
    // A page of twenty posts must open on a phone with a poor line.
    maxBytes: own(1024 * 1024),
    maxPixels: own(4_000_000),
    alt: null,
    required: false,
  },
  video: {
    max: own(4),
    alone: false,
    // What an upload may have is the host's setting.
    maxBytes: null,
    maxPixels: null,
    seconds: null,
    alt: null,
    captions: own({ max: 20, maxBytes: null }),
  },
  connect: [],
  links: { compose: null, profile: null, help: '' },
}
