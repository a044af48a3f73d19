import { useState } from 'react'
import type { Library, Pause } from '#app/api.types.ts'
import { dateAndClock } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { TextField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { Picks } from '#ui/pick.tsx'
import { Section } from '#ui/section.tsx'
import { Mark } from '#ui/state-mark.tsx'
import { usePause, useResume } from '../api/library.ts'
import { type Until, untilOf } from '../until.ts'

/** Holds everything that would go out, with a reason and an end. */
export function PausePart({ library }: { library: Library }) {
  const { paused } = library
  return (
    <Section
      title={t('settings.pause')}
      id="pause"
      className="part roomy"
      aside={
        paused ? (
          <Mark hue="wait" icon="pause">
            {t('settings.paused', { at: dateAndClock(paused.at, library.zone) })}
          </Mark>
        ) : (
          <Mark hue="done" icon="circle-check">
            {t('settings.nothingPaused')}
          </Mark>
        )
      }
    >
      <p>{t('settings.pauseText')}</p>
      {paused ? <Paused library={library} paused={paused} /> : <PauseForm library={library} />}
    </Section>
  )
}

function Paused({ library, paused }: { library: Library; paused: Pause }) {
  const resume = useResume(library.handle)
  const { reason, until } = paused
  return (
    <>
      <p>
        {until
          ? t('settings.pausedUntil', { reason, until: dateAndClock(until, library.zone) })
          : t('settings.pausedOpen', { reason })}
      </p>
      <FormTrouble error={resume.error} />
      <div className="line">
        <Button busy={resume.isPending} onClick={() => resume.mutate(undefined)}>
          {t('settings.endPause')}
        </Button>
      </div>
    </>
  )
}

function PauseForm({ library }: { library: Library }) {
  const pause = usePause(library.handle)
  const form = useForm({ reason: '', date: '', time: '09:00' }, pause.error)
  const [choice, setChoice] = useState<Until>('tomorrow')
  const submit = form.onSubmit(({ reason, date, time }) => {
    const until = untilOf(choice, { date, time }, library.zone, Date.now())
    if (until !== undefined) pause.mutate({ reason, until })
  })
  return (
    <form className="stack" onSubmit={submit} ref={form.ref}>
      <FormTrouble error={pause.error} names={['reason']} />
      <TextField
        {...form.field('reason')}
        label={t('settings.why')}
        hint={t('settings.whyHint')}
        autoComplete="off"
        required
      />
      <Picks
        legend={t('settings.until')}
        hint={t('settings.untilHint')}
        name="until"
        value={choice}
        onChange={setChoice}
        choices={[
          { value: 'tomorrow', word: t('settings.untilTomorrow') },
          { value: 'two-hours', word: t('settings.untilTwoHours') },
          { value: 'moment', word: t('settings.untilMoment') },
          { value: 'ended', word: t('settings.untilEnded') },
        ]}
      />
      {choice === 'moment' && (
        <div className="two">
          <TextField {...form.field('date')} label={t('settings.day')} type="date" required />
          <TextField {...form.field('time')} label={t('settings.time')} type="time" required />
        </div>
      )}
      <div className="line">
        <Button type="submit" icon="pause" busy={pause.isPending}>
          {t('settings.pause')}
        </Button>
      </div>
    </form>
  )
}
