import { factsOf, isOwnPage } from '#app/networks.ts'
import { t } from '#i18n/t.ts'
import { networkName } from '#ui/network-mark.tsx'
import type { Channel } from './types.ts'

/** How a channel is reached: by whom it was connected, by hand, or not yet. */
export function connectedWords({ network, manual, connection }: Channel): string {
  const facts = factsOf(network)
  if (connection)
    return connection.connectedBy ? t('channels.by', { name: connection.connectedBy.name }) : t('channels.bySomebody')
  if (manual) return t('channels.byHand')
  return facts && isOwnPage(facts) ? t('channels.ownPage') : t('channels.notConnected')
}

/** Where the channel is seen: its name there; for our own page its address. */
export function whereWords({ network, handle, url }: Channel): string {
  const facts = factsOf(network)
  if (facts && isOwnPage(facts) && url) return url.replace(/^https?:\/\//, '')
  return handle || networkName(network)
}
