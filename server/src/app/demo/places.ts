/** Harbor County and its people: invented, all of them. Addresses end in `.example`, a name that leads nowhere (RFC 2606). */
import type { Role } from '#db/schema/library.ts'

export const LIBRARY = {
  name: 'Harbor County Library',
  handle: 'harbor',
  zone: 'America/New_York',
  place: 'US-ME',
  purpose: 'So that people who do not come in any more hear what is here for them.',
}
/** Everybody's in the demonstration. It is printed at the start, and good for nothing else. */
export const PASSWORD = 'a shelf by the window'

interface DemoPerson {
  name: string
  email: string
  role: Role
  /** Handles of the branches she writes for; none: all. */
  branches?: string[]
  does: string
}
export const PEOPLE: readonly DemoPerson[] = [
  {
    name: 'Ana Whitcomb',
    email: 'ana@harbor.example',
    role: 'administrator',
    does: 'runs communications and this system',
  },
  { name: 'Jonah Pike', email: 'jonah@harbor.example', role: 'manager', does: 'leads the team of the channels' },
  { name: 'Mei Castellan', email: 'mei@harbor.example', role: 'member', does: 'writes for children and families' },
  {
    name: 'Tomas Rourke',
    email: 'tomas@harbor.example',
    role: 'member',
    branches: ['old-town', 'local-history'],
    does: 'writes for Old Town and Local History alone',
  },
  { name: 'Priya Hollis', email: 'priya@harbor.example', role: 'member', does: 'writes of new titles and book clubs' },
  { name: 'Ruth Adeyemi', email: 'ruth@harbor.example', role: 'director', does: 'reads, pauses everything' },
  { name: 'Walter Quint', email: 'walter@harbor.example', role: 'observer', does: 'sits on the board and reads' },
]

interface DemoBranch {
  name: string
  handle: string
  street: string
  size: 'large' | 'middle' | 'small'
}
const branch = (name: string, street: string, size: DemoBranch['size']): DemoBranch => ({
  name,
  street,
  size,
  handle: name.toLowerCase().replace(/[^a-z]+/g, '-'),
})
export const BRANCHES: readonly DemoBranch[] = [
  branch('Central', '1 Customs Square', 'large'),
  branch('Old Town', '14 Ropewalk Lane', 'middle'),
  branch('Northside', '220 Birch Avenue', 'large'),
  branch('Lighthouse Point', '3 Beacon Road', 'small'),
  branch('Mill Creek', '88 Mill Street', 'middle'),
  branch('Eastgate', '501 Eastgate Plaza', 'large'),
  branch('Cedar Hollow', '7 Hollow Road', 'small'),
  branch('Ferry Landing', '12 Ferry Street', 'small'),
  branch('Granite Hill', '340 Quarry Road', 'middle'),
  branch('Westmarsh', '61 Causeway', 'small'),
  branch('Orchard Park', '19 Orchard Park Drive', 'middle'),
  branch('Sable Cove', '5 Cove Road', 'small'),
  branch('Riverbend', '130 Riverbend Boulevard', 'large'),
  branch('Union Station', 'Track 2, Union Station', 'small'),
  branch('Hartwell', '44 Main Street, Hartwell', 'middle'),
  branch('Tern Island', 'The old schoolhouse', 'small'),
  branch('Local History', '1 Customs Square, third floor', 'small'),
]

export const CHANNELS = [
  {
    key: 'page',
    network: 'bulletin',
    name: 'Bulletin',
    handle: 'harbor',
    manual: false,
    state: 'active',
    standing: 'ours',
  },
  {
    key: 'fedi',
    network: 'mastodon',
    name: 'Harbor on Mastodon',
    handle: '@harbor@mastodon.harbor.example',
    manual: false,
    state: 'active',
    standing: 'ours',
    url: 'https://mastodon.harbor.example/@harbor',
  },
  {
    key: 'sky',
    network: 'bluesky',
    name: 'Harbor on Bluesky',
    handle: 'harbor.example',
    manual: false,
    state: 'active',
    standing: 'ours',
    url: 'https://bluesky.harbor.example/profile/harbor.example',
  },
  {
    key: 'parents',
    network: 'facebook',
    name: 'Harbor on Facebook',
    handle: 'harborcountylibrary',
    manual: true,
    state: 'active',
    standing: 'ours',
  },
  {
    key: 'album',
    network: 'instagram',
    name: 'Harbor on Instagram',
    handle: 'harborcountylibrary',
    manual: true,
    state: 'active',
    standing: 'ours',
  },
  {
    key: 'kept',
    network: 'linkedin',
    name: 'Harbor on LinkedIn',
    handle: 'harbor-county-library',
    manual: true,
    state: 'idea',
    standing: 'reserved',
  },
  {
    key: 'left',
    network: 'x',
    name: 'Harbor on X',
    handle: 'harborlibrary',
    manual: true,
    state: 'retired',
    standing: 'ours',
  },
] as const
export type ChannelKey = (typeof CHANNELS)[number]['key']
