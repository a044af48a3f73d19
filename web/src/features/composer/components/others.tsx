import type { Present } from '#app/api.types.ts'
import { listed } from '#i18n/format.ts'
import { type PlainKey, t } from '#i18n/t.ts'
import { Icon } from '#ui/icon.tsx'
import type { Place } from '../api/presence.ts'

const where: Record<Place, PlainKey> = {
  text: 'composer.isAtText',
  media: 'composer.isAtMedia',
  channels: 'composer.isAtChannels',
  variants: 'composer.isAtVariants',
  options: 'composer.isAtOptions',
  when: 'composer.isAtWhen',
  reading: 'composer.isReading',
}

/** Who else has this post open, in words. Said politely to who hears the page; nothing where nobody is. */
export function Others({ present }: { present: Present[] }) {
  return (
    <p className={present.length > 0 ? 'others small' : 'sr'} role="status">
      {present.length > 0 && (
        <>
          <Icon name="user" />
          <span>{listed(present.map(({ person, place }) => `${person.name} ${t(where[place])}`))}</span>
        </>
      )}
    </p>
  )
}
