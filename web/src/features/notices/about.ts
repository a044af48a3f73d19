/** What a notice is about, in words: by its kind, with the title and the network where Today knows them. Pure but for the words. */
import { t } from '#i18n/t.ts'

const kinds = [
  'delivery.refused',
  'delivery.unknown',
  'delivery.held',
  'delivery.partly',
  'delivery.lost',
  'delivery.doubled',
  'delivery.waiting-for-sign-in',
  'delivery.waiting-for-person',
  'channel.sign-in-again',
  'channel.connected-by-leaver',
  'closing.declared',
  'administrator.named',
  'sending.held',
] as const

/** `found` is what Today says of the same delivery or channel, the network by its name; without it the kind alone speaks. */
export function aboutWords(kind: string, found?: { title: string; network: string }): string {
  const known = kinds.find((one) => one === kind)
  if (!known) return t('notices.some.other')
  if (!found) return t(`notices.some.${known}`)
  return t(`notices.kind.${known}`, {
    title: found.title || t('today.untitled'),
    network: found.network,
  })
}
