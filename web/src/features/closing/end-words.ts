import { dayIn, moment, shortDate } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { lastDay } from './choice.ts'

/** When a closing ends, as one says it: "the end of today", "the end of Nov 25, 2026", "12:00 pm". */
export function endWords(until: string, zone: string): string {
  const day = lastDay(until, zone)
  if (day === null) return moment(until, zone)
  return day === dayIn(new Date().toISOString(), zone)
    ? t('closing.endToday')
    : t('closing.endOfDay', { day: shortDate(new Date(Date.parse(until) - 1000).toISOString(), zone) })
}
