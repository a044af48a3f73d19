import { useHere } from '#app/here.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { SecretField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { toast } from '#ui/toast.tsx'
import { useChangePassword } from '../api/ways-in.ts'

/** The new password only: the old one is asked by the proof, where it was not given just now. */
export function ChangePassword({ onClose }: { onClose: () => void }) {
  const { me } = useHere()
  const change = useChangePassword()
  const form = useForm({ password: '' }, change.error)
  const submit = form.onSubmit(({ password }) =>
    change.mutate(password, {
      onSuccess: ({ ended }) => {
        toast(t('settings.passwordKept', { count: ended }))
        onClose()
      },
    }),
  )
  return (
    <Dialog title={t('settings.newPassword')} onClose={onClose}>
      <form className="stack" onSubmit={submit} ref={form.ref}>
        <FormTrouble error={change.error} names={form.names} />
        {/* For the password manager, which keeps a password with its name. */}
        <input
          className="sr"
          type="email"
          autoComplete="username"
          value={me.person.email}
          readOnly
          tabIndex={-1}
          aria-hidden="true"
        />
        <SecretField
          {...form.field('password')}
          label={t('settings.newPassword')}
          hint={t('settings.newPasswordHint')}
          autoComplete="new-password"
          data-first
          required
        />
        <footer className="line">
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="ink" type="submit" busy={change.isPending}>
            {t('settings.keepPassword')}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
