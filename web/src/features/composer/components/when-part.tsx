import { useState } from 'react'
import { useHere } from '#app/here.ts'
import { clock, longDate, zoneName } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { TextField } from '#ui/field.tsx'
import { useNow } from '#ui/use-now.ts'
import type { Content } from '../content.ts'
import type { Troubles } from '../use-troubles.ts'
import { momentOf, tomorrowAtNine } from '../when.ts'

/** Day and time in the library's zone, with what the clocks do to them. */
export function WhenPart({
  content,
  change,
  zone,
  trouble,
}: {
  content: Content
  change: (next: Partial<Content>) => void
  zone: string
  trouble: Troubles
}) {
  const { planned } = content
  const { zone: here } = useHere()
  const now = useNow()
  // A day without a time is no plan yet: it stays here until it is one.
  const [half, setHalf] = useState({ date: '', time: '' })
  const { date, time } = planned ?? half
  const set = (next: { date?: string; time?: string }) => {
    const both = { date, time, ...next }
    setHalf(both)
    const whole = both.date !== '' && both.time !== ''
    if (whole || planned) change({ planned: whole ? { ...both, zone: planned?.zone ?? zone } : null })
  }
  return (
    <fieldset className="stack tight when">
      <legend className="head">
        <span className="h2">{t('composer.when')}</span>
        <span className="small muted">{zoneName(planned?.zone ?? here)}</span>
      </legend>
      <div className="two">
        <TextField
          type="date"
          label={t('ui.day')}
          error={trouble.at('when.date') ?? trouble.at('when') ?? trouble.under('planned')}
          value={date}
          onChange={(value) => set(time ? { date: value } : { date: value, time: '09:00' })}
        />
        <TextField
          type="time"
          label={t('ui.time')}
          error={trouble.at('when.time') ?? trouble.at('when.zone')}
          value={time}
          onChange={(value) => set({ time: value })}
        />
      </div>
      <div className="line ends small muted">
        <p>{noteOf(planned, now)}</p>
        {planned ? (
          <Button
            kind="plain"
            onClick={() => {
              setHalf({ date: '', time: '' })
              change({ planned: null })
            }}
          >
            {t('composer.noPlan')}
          </Button>
        ) : (
          <Button kind="plain" onClick={() => change({ planned: tomorrowAtNine(now, zone) })}>
            {t('composer.tomorrow')}
          </Button>
        )}
      </div>
    </fieldset>
  )
}

function noteOf(planned: Content['planned'], now: number): string {
  const moment = planned && momentOf(planned)
  if (!planned || !moment) return t('composer.whenOpen')
  const at = { date: longDate(moment.at, planned.zone), clock: clock(moment.at, planned.zone) }
  if (moment.clocks === 'skipped') return t('composer.skipped', { clock: at.clock })
  if (moment.clocks === 'twice') return t('composer.twice', { clock: at.clock })
  return Date.parse(moment.at) < now ? t('composer.past') : t('composer.goesOut', at)
}
