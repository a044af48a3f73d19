import { currentLocale, t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Icon } from '#ui/icon.tsx'
import { changed, closedOn, DAYS, onDay, type Span, shownEnd, withoutSpan, withSpan } from '../week.ts'

/** The name of a day of the week; 2024-01-01 was a Monday. */
const dayName = (day: number): string =>
  new Intl.DateTimeFormat(currentLocale(), { weekday: 'long', timeZone: 'UTC' }).format(
    new Date(Date.UTC(2024, 0, day)),
  )

/** A week as it hangs by the door: a line for each day. @param path of the spans in the server's errors */
export function WeekTable({
  spans,
  path,
  trouble,
  onChange,
}: {
  spans: Span[]
  path: string
  trouble: (path: string) => string | null
  onChange: (spans: Span[]) => void
}) {
  return (
    <ul className="week">
      {DAYS.map((day) => {
        const name = dayName(day)
        const own = onDay(spans, day)
        return (
          <li key={day}>
            <label className="check">
              <input
                type="checkbox"
                checked={own.length > 0}
                onChange={() => onChange(own.length > 0 ? closedOn(spans, day) : withSpan(spans, day))}
                aria-label={t('hours.openOn', { day: name })}
              />
              <b>{name}</b>
            </label>
            <div>
              {own.length === 0 && <p className="muted closed">{t('hours.closed')}</p>}
              {own.map(({ span, at }, nth) => {
                const wrong = trouble(`${path}.${at}`) ?? trouble(`${path}.${at}.closes`)
                const of = { day: name, nth: nth + 1 }
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a span is its place on its day; what is typed in it must not move it.
                  <div className="span" key={`${day} ${nth}`}>
                    <input
                      className="input"
                      type="time"
                      required
                      aria-label={t('hours.opens', of)}
                      aria-invalid={wrong ? true : undefined}
                      value={span.opens}
                      onChange={(event) => onChange(changed(spans, at, { opens: event.target.value }))}
                    />
                    <span>{t('hours.to')}</span>
                    <input
                      className="input"
                      type="time"
                      required
                      aria-label={t('hours.closes', of)}
                      aria-invalid={wrong ? true : undefined}
                      value={shownEnd(span.closes)}
                      onChange={(event) => onChange(changed(spans, at, { closes: event.target.value }))}
                    />
                    {own.length > 1 && (
                      <Button
                        kind="plain"
                        icon="x"
                        aria-label={t('hours.removeSpan', of)}
                        onClick={() => onChange(withoutSpan(spans, at))}
                      />
                    )}
                    {nth === own.length - 1 && (
                      <Button
                        kind="plain"
                        icon="plus"
                        aria-label={t('hours.addSpan', { day: name })}
                        onClick={() => onChange(withSpan(spans, day))}
                      />
                    )}
                    {wrong && (
                      <p className="error" role="alert">
                        <Icon name="octagon-alert" />
                        <span>{wrong}</span>
                      </p>
                    )}
                  </div>
                )
              })}
            </div>
          </li>
        )
      })}
    </ul>
  )
}
