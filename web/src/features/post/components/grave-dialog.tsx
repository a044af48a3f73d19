import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { FormTrouble } from '#ui/form.tsx'

type Grave = 'publishNow' | 'remove' | 'edit' | 'leave'

/** What is public cannot be taken back everywhere: says what happens, where, and what stays. */
export function GraveDialog({
  deed,
  title,
  network,
  error,
  busy,
  onClose,
  onYes,
}: {
  deed: Grave
  title: string
  network: string
  error: unknown
  busy: boolean
  onClose: () => void
  onYes: () => void
}) {
  return (
    <Dialog
      title={t(`deed.${deed}`)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind={deed === 'remove' ? 'grave' : 'ink'} busy={busy} onClick={onYes}>
            {t(`deed.${deed}`)}
          </Button>
        </>
      }
    >
      <FormTrouble error={error} />
      <p dir="auto">{t(`grave.${deed}`, { title, network })}</p>
    </Dialog>
  )
}
