import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useHere } from '#app/here.ts'
import { moment } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { TextField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { Notice } from '#ui/notice.tsx'
import { toast } from '#ui/toast.tsx'
import { useAskEmail, useCancelEmail, waysInQuery } from '../api/ways-in.ts'

/** The address that she signs in with: another is asked for here, and taken by the link in its mailbox. */
export function ChangeEmail() {
  const { zone } = useHere()
  const asked = useQuery(waysInQuery).data?.emailChange
  const cancel = useCancelEmail()
  const [asking, setAsking] = useState(false)
  return (
    <>
      {asked && (
        <Notice
          icon="mail"
          title={t('settings.emailAsked', { email: asked.email })}
          text={t('settings.emailAskedText', { until: moment(asked.expiresAt, zone) })}
        >
          <Button
            busy={cancel.isPending}
            onClick={() => cancel.mutate(undefined, { onSuccess: () => toast(t('settings.emailCancelled')) })}
          >
            {t('settings.cancelEmail')}
          </Button>
        </Notice>
      )}
      <FormTrouble error={cancel.error} />
      <div className="line">
        <Button icon="mail" onClick={() => setAsking(true)}>
          {t('settings.changeEmail')}
        </Button>
      </div>
      {asking && <AskEmail onClose={() => setAsking(false)} />}
    </>
  )
}

function AskEmail({ onClose }: { onClose: () => void }) {
  const ask = useAskEmail()
  const form = useForm({ email: '' }, ask.error)
  return (
    <Dialog title={t('settings.changeEmail')} onClose={onClose}>
      <form
        className="stack"
        ref={form.ref}
        onSubmit={form.onSubmit(({ email }) => ask.mutate(email.trim(), { onSuccess: onClose }))}
        noValidate
      >
        <FormTrouble error={ask.error} names={form.names} />
        <TextField
          {...form.field('email')}
          label={t('settings.newEmail')}
          hint={t('settings.newEmailHint')}
          type="email"
          autoComplete="email"
          maxLength={254}
          data-first
          required
        />
        <footer className="line">
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="ink" type="submit" busy={ask.isPending}>
            {t('settings.askEmail')}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
