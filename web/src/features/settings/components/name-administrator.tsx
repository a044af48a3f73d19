import type { HostedLibrary } from '#app/api.types.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { TextField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { Once } from '#ui/once.tsx'
import { useNameAdministrator } from '../api/libraries.ts'

/** For a library whose administrators are gone. Says that the library will see it. */
export function NameAdministrator({ of: library, onClose }: { of: HostedLibrary; onClose: () => void }) {
  const name = useNameAdministrator(library.id)
  const form = useForm({ email: '', name: '' }, name.error)
  const made = name.data
  if (made)
    return (
      <Dialog
        title={made.link ? t('settings.handLink') : t('settings.isOnTheWay')}
        actions={
          <Button kind="ink" onClick={onClose}>
            {t('ui.close')}
          </Button>
        }
      >
        <p role="status">
          {made.link
            ? t('settings.handLinkText', { name: library.name })
            : t('settings.isOnTheWayText', { email: form.values.email, name: library.name })}
        </p>
        {made.link && <Once label={t('settings.link')} value={made.link} />}
      </Dialog>
    )
  const submit = form.onSubmit((values) => name.mutate({ email: values.email, name: values.name.trim() || null }))
  return (
    <Dialog title={t('settings.nameAdministratorOf', { name: library.name })} onClose={onClose}>
      <form className="stack" onSubmit={submit} ref={form.ref}>
        <FormTrouble error={name.error} names={form.names} />
        <p>{t('settings.nameAdministratorText')}</p>
        <TextField {...form.field('email')} label={t('settings.theirEmail')} type="email" autoComplete="off" required />
        <TextField {...form.field('name')} label={t('settings.theirName')} autoComplete="off" />
        <footer className="line">
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="ink" type="submit" busy={name.isPending}>
            {t('settings.nameAdministrator')}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
