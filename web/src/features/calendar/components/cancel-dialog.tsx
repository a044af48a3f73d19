import { useQuery } from '@tanstack/react-query'
import { useHere } from '#app/here.ts'
import { listed } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { networkName } from '#ui/network-mark.tsx'
import { deliveriesQuery } from '../api/calendar.ts'
import { firstOf } from '../move.ts'
import type { Shown } from '../sift.ts'
import type { Acted } from './use-acts.ts'

/** What is cancelled does not come back by itself: says where it ends, and what is kept. */
export function CancelDialog({ item, acted, onClose }: { item: Shown; acted: Acted; onClose: () => void }) {
  const { handle } = useHere()
  const { data } = useQuery(deliveriesQuery(handle, item.post))
  const networks = [...new Set(firstOf(data ?? [], 'cancel').map(({ network }) => networkName(network)))]
  return (
    <Dialog
      title={t('calendar.cancelTitle', { title: item.title || t('calendar.untitled') })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="grave" busy={acted.busy || !data} onClick={() => acted.cancel(item, onClose)}>
            {t('calendar.cancelNow')}
          </Button>
        </>
      }
    >
      <p>{data ? t('calendar.cancelText', { networks: listed(networks) }) : t('ui.loading')}</p>
      <FormTrouble error={acted.error} />
    </Dialog>
  )
}
