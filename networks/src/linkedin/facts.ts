/** LinkedIn pages, by hand. Numbers as LinkedIn's documents give them for posts and images. */
import type { Facts, Sourced } from '../port.ts'

const read = <T>(value: T): Sourced<T> => ({
  value,
  source: 'https://learn.microsoft.com/linkedin/marketing/community-management/shares/posts-api',
  asOf: '2026-09-19',
})

export const linkedinFacts: Facts = {
  network: 'linkedin',
  name: 'LinkedIn',
  mark: 'in',
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
  text: { counts: 'utf16', max: read(3_000), maxBytes: null, link: null },
  media: {
    max: read(20),
    types: read(['image/jpeg', 'image/png', 'image/gif']),
    maxBytes: {
      value: 5 * 1024 * 1024,
      source: 'our own choice; LinkedIn limits pixels, not bytes',
      asOf: '2026-11-24',
    },
    maxPixels: read(36_150_000),
    alt: read(4_086),
    required: false,
  },
  video: {
    max: read(1),
    alone: true,
    maxBytes: read(500 * 1000 * 1000),
    maxPixels: null,
    seconds: read({ least: 3, most: 1800 }),
    alt: null,
    captions: null,
  },
  readsLinks: {
    value: true,
    source: 'secondary: third parties’ notes; LinkedIn’s own view is https://www.linkedin.com/post-inspector/',
    asOf: '2026-11-24',
  },
  connect: [],
  links: { compose: 'https://www.linkedin.com/feed/', profile: null, help: 'https://www.linkedin.com/help/linkedin' },
}
