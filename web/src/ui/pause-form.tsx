import { useState } from 'react'
import { t } from '#i18n/t.ts'
import { Button } from './button.tsx'
import { TextField } from './field.tsx'
import { FormTrouble, useForm } from './form.tsx'
import { Picks } from './pick.tsx'
import { type Until, untilOf } from './until.ts'

/** Asks why sending stops and until when, by the library's clock (`zone`). */
export function PauseForm({
  zone,
  busy,
  error,
  word,
  onPause,
}: {
  zone: string
  busy: boolean
  error: unknown
  /** What the button says. */
  word: string
  onPause: (pause: { reason: string; until: string | null }) => void
}) {
  const form = useForm({ reason: '', date: '', time: '09:00' }, error)
  const [choice, setChoice] = useState<Until>('tomorrow')
  const submit = form.onSubmit(({ reason, date, time }) => {
    const until = untilOf(choice, { date, time }, zone, Date.now())
    if (until !== undefined) onPause({ reason, until })
  })
  return (
    <form className="stack" onSubmit={submit} ref={form.ref}>
      <FormTrouble error={error} names={['reason']} />
      <TextField
        {...form.field('reason')}
        label={t('pause.why')}
        hint={t('pause.whyHint')}
        autoComplete="off"
        required
      />
      <Picks
        legend={t('pause.until')}
        hint={t('pause.untilHint')}
        name="until"
        value={choice}
        onChange={setChoice}
        choices={[
          { value: 'tomorrow', word: t('pause.untilTomorrow') },
          { value: 'two-hours', word: t('pause.untilTwoHours') },
          { value: 'moment', word: t('pause.untilMoment') },
          { value: 'ended', word: t('pause.untilEnded') },
        ]}
      />
      {choice === 'moment' && (
        <div className="two">
          <TextField {...form.field('date')} label={t('ui.day')} type="date" required />
          <TextField {...form.field('time')} label={t('ui.time')} type="time" required />
        </div>
      )}
      <div className="line">
        <Button type="submit" icon="pause" busy={busy}>
          {word}
        </Button>
      </div>
    </form>
  )
}
