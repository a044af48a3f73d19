import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { TextField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'

/** "It is there": with its address, if the person has it. */
export function SettleDialog({
  network,
  error,
  busy,
  onClose,
  onYes,
}: {
  network: string
  error: unknown
  busy: boolean
  onClose: () => void
  onYes: (url: string | null) => void
}) {
  const form = useForm({ url: '' }, error)
  return (
    <Dialog title={t('post.isThereOn', { network })} onClose={onClose}>
      <form className="stack" onSubmit={form.onSubmit(({ url }) => onYes(url.trim() || null))} ref={form.ref}>
        <FormTrouble error={error} names={form.names} />
        <TextField
          {...form.field('url')}
          label={t('kit.address')}
          hint={t('kit.addressHint')}
          type="url"
          inputMode="url"
          autoComplete="off"
        />
        <footer className="line">
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="ink" type="submit" icon="check" busy={busy}>
            {t('post.isThere')}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
