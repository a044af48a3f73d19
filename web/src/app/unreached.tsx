import { useEffect } from 'react'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { PageTitle } from '#ui/page.tsx'
import { Door } from './door.tsx'

/** The app has opened, and nobody answers: without a network, or while the server is away. It goes on by itself when it can. */
export function Unreached({ again }: { again: () => void }) {
  const offline = !navigator.onLine
  useEffect(() => {
    addEventListener('online', again)
    return () => removeEventListener('online', again)
  }, [again])
  return (
    <Door>
      <div className="stack" role="status">
        <PageTitle
          title={offline ? t('app.offline') : t('app.unreached')}
          below={offline ? t('app.offlineAtStart') : t('app.unreachedText')}
        />
        <p>
          <Button kind="ink" onClick={again}>
            {t('ui.tryAgain')}
          </Button>
        </p>
      </div>
    </Door>
  )
}
