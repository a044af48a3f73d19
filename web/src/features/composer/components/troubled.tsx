import { Problem } from '#app/problem.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import type { Saving } from '../saver.ts'
import type { Troubles } from '../use-troubles.ts'

/** What no field can say: it stands above the bar, where the person just pressed. */
export function Troubled({
  saving,
  error,
  troubles,
  again,
}: {
  saving: Saving
  error: unknown
  troubles: Troubles
  again: () => void
}) {
  if (saving.status === 'kept')
    return (
      <Notice kind="wait" icon="wifi-off" title={t('composer.keptHere')} text={t('composer.keptText')}>
        <Button onClick={again}>{t('ui.tryAgain')}</Button>
      </Notice>
    )
  const failed = error ?? (saving.status === 'refused' ? saving.error : null)
  if (!failed || (failed instanceof Problem && failed.status === 401)) return null
  if (!(failed instanceof Problem))
    return <Notice kind="trouble" title={t('ui.noAnswer')} text={t('ui.noAnswerText')} />
  if (failed.fields.length === 0) return <Notice kind="trouble" title={failed.message || t('ui.notDone')} />
  if (troubles.open === 0) return null
  return (
    <Notice
      kind="trouble"
      title={t('composer.mendFirst', { count: troubles.open })}
      text={troubles.rest.join(' ') || undefined}
    />
  )
}
