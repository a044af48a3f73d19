/** Facebook Pages, by hand. Numbers from the network reference of autumn 2026; those marked secondary were not read at Meta itself. */
import type { Facts, Sourced } from '../port.ts'

const secondary = <T>(value: T): Sourced<T> => ({
  value,
  source: 'secondary: third-party code and notes that quote Meta’s documents',
  asOf: '2026-09-19',
})

export const facebookFacts: Facts = {
  network: 'facebook',
  name: 'Facebook',
  mark: 'Fb',
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
  text: { counts: 'utf16', max: secondary(63_206), maxBytes: null, link: null },
  media: {
    // No limit is published; more than ten pictures are hidden behind “+1” on the page, and a kit on a phone gets long.
    max: { value: 10, source: 'our own choice; Meta publishes no limit', asOf: '2026-11-24' },
    types: secondary(['image/jpeg', 'image/png']),
    // 10 MB are named in the documents, 4 MB in one error message: the smaller one is safe.
    maxBytes: secondary(4 * 1024 * 1024),
    maxPixels: null,
    alt: null,
    required: false,
  },
  video: {
    max: { value: 1, source: 'our own choice; the page shows one video in a post', asOf: '2026-11-24' },
    alone: true,
    maxBytes: null,
    maxPixels: null,
    seconds: null,
    alt: null,
    captions: null,
  },
  readsLinks: { value: true, source: 'https://developers.facebook.com/docs/sharing/webmasters', asOf: '2026-11-24' },
  connect: [],
  links: { compose: 'https://www.facebook.com/', profile: null, help: 'https://www.facebook.com/help/' },
}
