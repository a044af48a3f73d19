/** The list of networks: one line each. Adapters are added by the server (the Bulletin's stands in its own room). */
import { bluesky } from './bluesky/adapter.ts'
import { mastodon } from './mastodon/adapter.ts'
import type { Adapter } from './port.ts'

export const adapters: Adapter[] = [mastodon, bluesky]
