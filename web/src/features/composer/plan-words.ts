import { instantOf } from '#i18n/instant.ts'
import { currentLocale } from '#i18n/t.ts'
import type { Planned } from '#posts/types.ts'

/** `Thu, Nov 19, 9:00 am`: short enough for a button. Empty for what is no time. */
export function planWords(planned: Planned): string {
  const at = instantOf(planned)
  if (at === null) return ''
  const options: Intl.DateTimeFormatOptions = {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  }
  return new Intl.DateTimeFormat(currentLocale(), { ...options, timeZone: planned.zone })
    .formatToParts(new Date(at))
    .map((part) => (part.type === 'dayPeriod' ? part.value.toLowerCase() : part.value))
    .join('')
}
