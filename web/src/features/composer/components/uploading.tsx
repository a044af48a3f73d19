import { Problem } from '#app/problem.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import type { Upload } from '../use-uploads.ts'

/** A picture on its way, or what stopped it. */
export function Uploading({ upload, drop }: { upload: Upload; drop: () => void }) {
  const { file, progress, error } = upload
  if (error) {
    const said = error instanceof Problem ? (error.at('file') ?? error.message) : t('ui.noAnswer')
    return (
      <Notice kind="trouble" title={t('composer.notUploaded', { name: file.name })} text={said}>
        <Button onClick={drop}>{t('composer.allRight')}</Button>
      </Notice>
    )
  }
  return (
    <div className="line ends small">
      <label className="grow line">
        <span>{t('composer.uploading', { name: file.name })}</span>
        <progress className="grow" max={1} value={progress ?? 0} />
      </label>
      <Button kind="plain" onClick={drop}>
        {t('composer.stop')}
      </Button>
    </div>
  )
}
