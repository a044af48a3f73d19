import { useQuery } from '@tanstack/react-query'
import { useHere } from '#app/here.ts'
import { clock, longDate } from '#i18n/format.ts'
import { instantOf } from '#i18n/instant.ts'
import { t } from '#i18n/t.ts'
import { FormTrouble } from '#ui/form.tsx'
import { firstWeekQuery, useTakeWeek } from '../api/first-run.ts'
import { StepFrame } from './step-frame.tsx'
import type { Ways } from './ways.ts'

/** A week proposed by the hours and by starters. Nothing goes out by it: drafts with a time, to be finished in one's own voice. */
export function StepWeek({ onNext, onSkip, onBack }: Ways) {
  const { handle } = useHere()
  const { data: items = [] } = useQuery(firstWeekQuery(handle))
  const week = useTakeWeek(handle)
  return (
    <StepFrame
      title={t('setup.weekTitle')}
      text={t('setup.weekText')}
      next={t('setup.takeWeek')}
      busy={week.isPending}
      onNext={() => week.mutate(undefined, { onSuccess: () => onNext() })}
      onSkip={onSkip}
      onBack={onBack}
    >
      <ol className="proposed">
        {items.map(({ text, language, planned }) => {
          const at = instantOf(planned)
          return (
            <li key={planned.date + planned.time}>
              {at && (
                <time dateTime={at}>
                  {t('setup.dayAndTime', { day: longDate(at, planned.zone), time: clock(at, planned.zone) })}
                </time>
              )}
              <p className="said" lang={language} dir="auto">
                {text}
              </p>
            </li>
          )
        })}
      </ol>
      <FormTrouble error={week.error} />
    </StepFrame>
  )
}
