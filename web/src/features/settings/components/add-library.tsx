import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { TextField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { Once } from '#ui/once.tsx'
import { proposeHandle } from '#ui/propose-handle.ts'
import { deviceZone, ZoneField } from '#ui/zone-field.tsx'
import { useAddLibrary } from '../api/libraries.ts'

/** Another library on this system. Its first person gets a link that works once; nobody else can read it again. */
export function AddLibrary({ onClose }: { onClose: () => void }) {
  const add = useAddLibrary()
  const form = useForm({ name: '', handle: '', zone: deviceZone(), email: '' }, add.error)
  if (add.data)
    return (
      <Dialog
        title={t('settings.libraryMade')}
        actions={
          <Button kind="ink" onClick={onClose}>
            {t('ui.close')}
          </Button>
        }
      >
        {add.data.mailed && <p role="status">{t('settings.libraryMailed', { email: form.values.email })}</p>}
        <p>{t('settings.libraryMadeText', { name: form.values.name })}</p>
        <Once label={t('settings.link')} value={add.data.link} />
      </Dialog>
    )
  const rename = (name: string) => {
    const untouched = form.values.handle === proposeHandle(form.values.name)
    form.set('name', name)
    if (untouched) form.set('handle', proposeHandle(name))
  }
  const submit = form.onSubmit((values) => add.mutate(values))
  return (
    <Dialog title={t('settings.addLibrary')} onClose={onClose}>
      <form className="stack" onSubmit={submit} ref={form.ref}>
        <FormTrouble error={add.error} names={form.names} />
        <TextField {...form.field('name')} onChange={rename} label={t('settings.libraryName')} required />
        <TextField {...form.field('handle')} label={t('settings.handle')} autoComplete="off" required />
        <ZoneField {...form.field('zone')} label={t('settings.zone')} />
        <TextField {...form.field('email')} label={t('settings.firstEmail')} type="email" autoComplete="off" required />
        <footer className="line">
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="ink" type="submit" busy={add.isPending}>
            {t('settings.addLibrary')}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
