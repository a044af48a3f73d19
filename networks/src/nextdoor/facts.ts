/** Nextdoor, by hand. It publishes no limits that we could read; what stands here are our own careful choices, and says so. */
import type { Facts, Sourced } from '../port.ts'

const choice = <T>(value: T): Sourced<T> => ({
  value,
  source: 'our own choice; Nextdoor publishes no limit',
  asOf: '2026-11-24',
})

export const nextdoorFacts: Facts = {
  network: 'nextdoor',
  name: 'Nextdoor',
  mark: 'Nd',
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
  text: { counts: 'utf16', max: null, maxBytes: null, link: null },
  media: {
    max: choice(10),
    types: choice(['image/jpeg', 'image/png']),
    maxBytes: choice(4 * 1024 * 1024),
    maxPixels: null,
    alt: null,
    required: false,
  },
  video: {
    max: choice(1),
    alone: true,
    maxBytes: null,
    maxPixels: null,
    seconds: null,
    alt: null,
    captions: null,
  },
  connect: [],
  links: { compose: 'https://nextdoor.com/', profile: null, help: 'https://help.nextdoor.com/' },
}
