import { useSyncExternalStore } from 'react'
import { t } from '#i18n/t.ts'
import { Notice } from '#ui/notice.tsx'

const listen = (changed: () => void) => {
  addEventListener('online', changed)
  addEventListener('offline', changed)
  return () => {
    removeEventListener('online', changed)
    removeEventListener('offline', changed)
  }
}

/** Said once, on top of the room, while the device has no network. */
export function Offline() {
  const online = useSyncExternalStore(listen, () => navigator.onLine)
  return (
    <div role="status" className="contents">
      {!online && <Notice kind="wait" icon="wifi-off" title={t('app.offline')} text={t('app.offlineText')} />}
    </div>
  )
}
