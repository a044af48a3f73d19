import { useMutation } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { api, take } from '#app/api.ts'
import { PasskeyLeft, passkeysWork, signWithPasskey } from '#app/passkey.ts'
import { Problem } from '#app/problem.ts'
import { onProofAsked, proofAsked, type Way } from '#app/prove.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { SecretField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'

/** Over the page, while a grave act waits. Closing it puts the act aside; what was typed stays. */
export function ProofDialog() {
  const asked = useSyncExternalStore(onProofAsked, proofAsked)
  return asked ? <Ask key={asked.ways.join()} ways={asked.ways} answer={asked.answer} /> : null
}

function Ask({ ways, answer }: { ways: Way[]; answer: (proved: boolean) => void }) {
  const proved = { onSuccess: () => answer(true) }
  const byPassword = useMutation({
    mutationFn: (password: string) => take(api.POST('/me/proof', { body: { password } })),
    ...proved,
  })
  const byPasskey = useMutation({
    mutationFn: async () => {
      const passkey = await signWithPasskey(await take(api.POST('/me/proof/options')))
      return take(api.POST('/me/proof', { body: { passkey } }))
    },
    ...proved,
  })
  const form = useForm({ password: '' }, byPassword.error)
  const submit = form.onSubmit(({ password }) => {
    byPasskey.reset()
    byPassword.mutate(password)
  })
  const has = (way: Way) => ways.includes(way) && (way === 'password' || passkeysWork())
  const left = byPasskey.error instanceof PasskeyLeft
  return (
    <Dialog title={t('session.proof')} onClose={() => answer(false)}>
      <form className="stack" onSubmit={submit} ref={form.ref}>
        <p>{t('session.proofText')}</p>
        <FormTrouble error={byPassword.error} names={form.names} />
        {left && <p role="status">{t('session.proofLeft')}</p>}
        {!left && byPasskey.error && <FormTrouble error={withoutField(byPasskey.error)} />}
        {has('password') && (
          <SecretField
            {...form.field('password')}
            label={t('session.proofPassword')}
            autoComplete="current-password"
            data-first
            required
          />
        )}
        {!has('password') && !has('passkey') && <p>{t('session.proofElsewhere')}</p>}
        <footer className="line">
          <Button onClick={() => answer(false)}>{t('ui.cancel')}</Button>
          {has('passkey') && (
            <Button
              kind={has('password') ? 'paper' : 'ink'}
              icon="key-round"
              busy={byPasskey.isPending}
              data-first={has('password') ? undefined : true}
              onClick={() => byPasskey.mutate()}
            >
              {t('session.proofPasskey')}
            </Button>
          )}
          {has('password') && (
            <Button kind="ink" type="submit" busy={byPassword.isPending}>
              {t('session.proofGoOn')}
            </Button>
          )}
        </footer>
      </form>
    </Dialog>
  )
}

/** The passkey has no field on the page: its message is said as a whole, once. */
const withoutField = (error: unknown) =>
  error instanceof Problem ? new Problem(error.status, { ...error.document, fields: [] }, error.retryAt) : error
