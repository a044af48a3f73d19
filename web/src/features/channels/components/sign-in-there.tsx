import type { Facts } from '@shelftalker/networks/port.ts'
import type { ReactNode } from 'react'
import { troubleAt } from '#app/problem.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { TextField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { useStartSignIn } from '../api/channels.ts'
import { keep, kept } from '../kept.ts'

/** Sign-in at the network itself: the person goes there and comes back; no password passes through here. */
export function SignInThere({
  facts,
  server,
  channel,
  name,
  nameField,
}: {
  facts: Facts
  /** Known where the channel was connected before. */
  server: string
  /** Of a channel that is there. */
  channel?: string
  name: string
  nameField?: ReactNode
}) {
  const start = useStartSignIn()
  const form = useForm({ server: server || (kept(facts.network)?.server ?? '') }, start.error)
  const field = facts.connect.find((one) => one.name === 'server')
  const submit = form.onSubmit((values) => {
    keep({ network: facts.network, server: values.server, name })
    start.mutate(
      { network: facts.network, server: values.server.trim(), name, ...(channel && { channel }) },
      { onSuccess: ({ url }) => location.assign(url) },
    )
  })
  const own = form.field('server')
  return (
    <form className="stack" ref={form.ref} onSubmit={submit}>
      <FormTrouble error={start.error} names={['server', 'name', 'connection.server']} />
      <TextField
        {...own}
        // The same field is called so where the network itself says what is wrong with it.
        error={own.error ?? troubleAt(start.error, 'connection.server')}
        label={field?.label ?? t('channels.server')}
        hint={field?.hint}
        placeholder={field?.example}
        inputMode="url"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        required
      />
      {nameField}
      <div className="line">
        <Button kind="ink" type="submit" icon="external-link" busy={start.isPending || start.isSuccess}>
          {t('channels.signInThere')}
        </Button>
      </div>
      <p className="small muted">{t('channels.signInThereText', { network: facts.name })}</p>
    </form>
  )
}
