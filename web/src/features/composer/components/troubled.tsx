import { Problem } from '#app/problem.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import type { Saving } from '../saver.ts'

/** What no field can say: it stands above the bar, where the person just pressed. */
export function Troubled({
  saving,
  error,
  rest,
  again,
}: {
  saving: Saving
  error: unknown
  rest: string[]
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
  if (failed.fields.length > 0 && rest.length === 0)
    return <Notice kind="trouble" title={t('composer.mendFirst', { count: failed.fields.length })} />
  return (
    <Notice
      kind="trouble"
      title={
        failed.fields.length > 0
          ? t('composer.mendFirst', { count: failed.fields.length })
          : failed.message || t('ui.notDone')
      }
      text={rest.join(' ')}
    />
  )
}
