import { t } from '#i18n/t.ts'
import { type Channel, factsOf, isOwnPage } from './types.ts'

/** How a channel is reached: by whom it was connected, by hand, or not yet. */
export function connectedWords({ network, manual, connection }: Channel): string {
  const facts = factsOf(network)
  if (connection)
    return connection.connectedBy ? t('channels.by', { name: connection.connectedBy.name }) : t('channels.bySomebody')
  if (manual) return t('channels.byHand')
  return facts && isOwnPage(facts) ? t('channels.ownPage') : t('channels.notConnected')
}
