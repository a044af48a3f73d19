import type { DeliveryRecord } from '#app/api.types.ts'
import { figure, percent } from '#i18n/format.ts'
import { t, told } from '#i18n/t.ts'
import { Section } from '#ui/section.tsx'

/** How punctual the library's posts were, and what the accounts' own listings said of them. */
export function RecordPart({ record }: { record: DeliveryRecord }) {
  const { out, onTime, checked, notChecked } = record
  const seconds = (ms: number | null) =>
    ms === null ? t('reports.notYet') : t('reports.seconds', { seconds: figure(Math.max(0, ms) / 1000) })
  const known = (count: number | null) => (count === null ? t('reports.notYet') : figure(count))
  const rows: [string, string][] = [
    [t('reports.out'), figure(out)],
    [t('reports.onTime'), out === 0 ? t('reports.notYet') : `${percent(onTime / out)} · ${whole(onTime, out)}`],
    [t('reports.median'), seconds(record.medianLatenessMs)],
    [t('reports.p95'), seconds(record.p95LatenessMs)],
    [t('reports.checked'), out === 0 ? t('reports.notYet') : whole(checked, out)],
    [t('reports.lost'), known(record.lost)],
    [t('reports.doubled'), known(record.doubled)],
    [t('reports.unknown'), figure(record.notConfirmed)],
    [t('reports.byHand'), figure(record.byHand)],
  ]
  if (record.toCheck > 0) rows.push([t('reports.toCheck'), figure(record.toCheck)])
  return (
    <Section title={t('reports.record')} id="record">
      <p className="muted">{t('reports.recordText')}</p>
      <dl className="facts">
        {rows.map(([word, value]) => (
          <div key={word} className="fact">
            <dt>{word}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
        {notChecked.count > 0 && (
          <div className="fact">
            <dt>{t('reports.notChecked')}</dt>
            <dd className="num">
              {figure(notChecked.count)}
              {Object.entries(notChecked.reasons).map(([why, count]) => (
                <small key={why} className="muted below">
                  {figure(count)}: {told(`reports.why.${why}`, why)}
                </small>
              ))}
            </dd>
          </div>
        )}
      </dl>
    </Section>
  )
}
const whole = (part: number, of: number) => t('reports.whole', { part: figure(part), whole: figure(of) })
