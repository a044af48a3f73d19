import { currentLocale, t } from '#i18n/t.ts'
import { ButtonLink } from '#ui/button.tsx'
import { isDay, monthOf, weekStart } from '../days.ts'
import { dayTitle, monthTitle, spanTitle } from '../names.ts'
import { type Place, searchOf, turned } from '../place.ts'
import { weekOf } from '../week.ts'

/** Back, today, on. */
export function Turner({ place, today }: { place: Place; today: string }) {
  const oneDay = place.view === 'list' && isDay(place.at)
  const name = (at: string) => {
    const days = place.view === 'week' ? weekOf(at, weekStart(currentLocale())) : null
    return days ? spanTitle(days[0]!, days[6]!) : isDay(at) ? dayTitle(at) : monthTitle(at)
  }
  const [before, after] = [turned(place, -1), turned(place, 1)]
  return (
    <span className="joined">
      <ButtonLink icon="chevron-left" to={searchOf(before)} aria-label={name(before.at)} className="turn" />
      <ButtonLink to={searchOf({ ...place, at: oneDay || place.view === 'week' ? today : monthOf(today) })}>
        {t('calendar.today')}
      </ButtonLink>
      <ButtonLink icon="chevron-right" to={searchOf(after)} aria-label={name(after.at)} className="turn" />
    </span>
  )
}
