/** What the memory network says of itself: it can do everything, within limits that a test reaches quickly. */
import type { Facts } from '../port.ts'

const source = 'networks/src/testing'
const asOf = '2026-11-24'

export const memoryFacts: Facts = {
  network: 'memory',
  name: 'Memory',
  mark: 'Me',
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
  text: { counts: 'graphemes', max: { value: 300, source, asOf }, maxBytes: null, link: null },
  media: {
    max: { value: 4, source, asOf },
    types: { value: ['image/jpeg', 'image/png'], source, asOf },
    maxBytes: { value: 2 * 1024 * 1024, source, asOf },
    maxPixels: null,
    alt: { value: 1000, source, asOf },
    required: false,
  },
  connect: [
    { name: 'handle', label: 'Handle', hint: '', secret: false, kind: 'text', example: 'library' },
    { name: 'password', label: 'Password', hint: '', secret: true, kind: 'password', example: '' },
  ],
  links: { compose: null, profile: null, help: 'https://shelftalker.example/memory' },
}
