import { useHere } from '#app/here.ts'
import { mayPublish } from '#app/may.ts'
import { t } from '#i18n/t.ts'
import { Button, ButtonLink } from '#ui/button.tsx'
import { Empty } from '#ui/empty.tsx'
import { isDay } from '../days.ts'
import { filtered, noFilters, type Place } from '../place.ts'

/** A month or a day without posts: by the filters, or because nothing is planned. */
export function NothingHere(props: {
  place: Place
  span: string
  today: string
  newOn: (day: string) => string
  turn: (place: Place) => void
}) {
  const { place, span, today, newOn, turn } = props
  const { library } = useHere()
  if (filtered(place))
    return (
      <Empty icon="calendar-days" title={t('calendar.noFit')} text={t('calendar.noFitText', { span })}>
        <Button onClick={() => turn({ ...place, ...noFilters })}>{t('calendar.showAll')}</Button>
      </Empty>
    )
  const last = isDay(place.at) ? place.at : `${place.at}-31`
  if (last < today)
    return <Empty icon="calendar-days" title={t('calendar.wasEmpty', { span })} text={t('calendar.wasEmptyText')} />
  const first = isDay(place.at) ? place.at : `${place.at}-01`
  const day = [first, today].sort().at(-1)!
  return (
    <Empty
      icon="calendar-days"
      title={t('calendar.empty', { span })}
      text={t('calendar.emptyText')}
      source={t('calendar.emptySource')}
    >
      {mayPublish(library.role) && (
        <ButtonLink icon="pencil" to={newOn(day)}>
          {t('calendar.writeOne')}
        </ButtonLink>
      )}
    </Empty>
  )
}
