import type { Library, Pause } from '#app/api.types.ts'
import { dateAndClock } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { PauseForm } from '#ui/pause-form.tsx'
import { Section } from '#ui/section.tsx'
import { Mark } from '#ui/state-mark.tsx'
import { usePause, useResume } from '../api/library.ts'

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
      {paused ? <Paused library={library} paused={paused} /> : <NotPaused library={library} />}
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
          {t('pause.end')}
        </Button>
      </div>
    </>
  )
}

function NotPaused({ library }: { library: Library }) {
  const pause = usePause(library.handle)
  return (
    <PauseForm
      zone={library.zone}
      busy={pause.isPending}
      error={pause.error}
      word={t('settings.pause')}
      onPause={pause.mutate}
    />
  )
}
