import type { ReactNode } from 'react'
import { useHere } from '#app/here.ts'
import { clock } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Button, ButtonLink } from '#ui/button.tsx'
import type { Content } from '../content.ts'
import { planWords } from '../plan-words.ts'
import type { Saving } from '../saver.ts'

/** How it is kept, and the three ways on. */
export function Bar({
  trouble,
  saving,
  busy,
  planned,
  keep,
  publish,
  schedule,
  changes,
}: {
  /** What stands in the way, where the person just pressed. */
  trouble: ReactNode
  saving: Saving
  busy: 'keep' | 'schedule' | 'publish' | null
  planned: Content['planned']
  keep: () => void
  publish: () => void
  schedule: () => void
  /** It is out everywhere it was meant to be: where changes are published from. */
  changes: string | null
}) {
  const { zone } = useHere()
  return (
    <div className="bar noprint">
      {trouble}
      <p className="saved small muted" role="status">
        {/* What was kept on the device is said above, with what to do. */}
        <span className={saving.status === 'kept' ? 'sr' : undefined}>{savedWords(saving, zone)}</span>
      </p>
      <div className="acts">
        <Button busy={busy === 'keep'} onClick={keep}>
          {t('composer.saveDraft')}
        </Button>
        {changes === null ? (
          <>
            <Button busy={busy === 'publish'} onClick={publish}>
              {t('composer.publishNow')}
            </Button>
            <Button
              kind="ink"
              icon="clock"
              busy={busy === 'schedule'}
              aria-keyshortcuts="Control+Enter Meta+Enter"
              onClick={schedule}
            >
              {planned ? t('composer.scheduleFor', { when: planWords(planned) }) : t('composer.schedule')}
            </Button>
          </>
        ) : (
          <ButtonLink kind="ink" icon="arrow-right" to={changes}>
            {t('composer.publishChanges')}
          </ButtonLink>
        )}
      </div>
    </div>
  )
}

function savedWords({ status, savedAt, queue }: Saving, zone: string): string {
  switch (status) {
    case 'saved':
      if (savedAt !== null) return t('composer.savedAt', { at: clock(new Date(savedAt).toISOString(), zone) })
      return queue.post ? t('composer.saved') : t('composer.savesItself')
    case 'unsaved':
    case 'saving':
      return t('composer.saving')
    case 'kept':
      return t('composer.keptHere')
    case 'refused':
      return t('composer.notSaved')
    case 'clash':
      return t('composer.clashWaits')
  }
}
