/** The rooms of server/src/modules in their order: a room may import the ones before it, by their index.ts. */
export const ORDER = [
  'library',
  'channels',
  'teams',
  'notices',
  'strategy',
  'links',
  'publishing',
  'bulletin',
  'content',
  'alerts',
  'sources',
  'conversations',
  'community',
  'measures',
  'insights',
  'suggestions',
  'meetings',
  'reports',
  'launch',
  'records',
  'exchange',
  'calendar',
  'desk',
]

/** The room that shows what crosses the others: it may read their tables, and nobody imports it. */
export const CROSSING = 'desk'

/** Files of a room, besides its index.ts, that the frame may take to build the program. */
export const FOR_THE_FRAME = /\.(routes|jobs)\.ts$/

/** The one room outside networks/ that is a network itself. */
export const NETWORK_ROOM = 'bulletin'

/** Tests and what serves only them stand outside of the order: they look behind every door. */
export const TESTING = /(\.test\.(ts|tsx|mjs)$|\.suite\.ts$|(^|\/)testing(\/|\.ts$)|(^|\/)test\/)/
