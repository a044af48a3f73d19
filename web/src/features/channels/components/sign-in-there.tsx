import type { Facts } from '@shelftalker/networks/port.ts'
import type { ReactNode } from 'react'
import { troubleAt } from '#app/problem.ts'
import { t, told } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { TextField } from '#ui/field.tsx'
import { Fold } from '#ui/fold.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { useStartSignIn } from '../api/channels.ts'
import { keep, kept } from '../kept.ts'
import type { Known } from '../start-values.ts'

/** Sign-in at the network itself: the person goes there and comes back; no password passes through here. */
export function SignInThere({
  facts,
  known,
  channel,
  name,
  nameField,
}: {
  facts: Facts
  /** Of a channel that was connected before. */
  known: Known | null
  /** Of a channel that is there. */
  channel?: string
  name: string
  nameField?: ReactNode
}) {
  const start = useStartSignIn()
  // Where accounts have a handle of their own it tells the server; elsewhere the server is asked for.
  const byHandle = facts.connect.find((one) => one.name === 'identifier')
  const before = kept(facts.network)
  const form = useForm(
    {
      handle: known?.handle ?? before?.handle ?? '',
      server: byHandle ? (before?.server ?? '') : (known?.server ?? before?.server ?? ''),
    },
    start.error,
  )
  const submit = form.onSubmit((values) => {
    const { server, handle } = values
    keep({ network: facts.network, server, handle, name })
    start.mutate(
      {
        network: facts.network,
        server: server.trim(),
        ...(byHandle && { handle: handle.trim() }),
        name,
        ...(channel && { channel }),
      },
      { onSuccess: ({ url }) => location.assign(url) },
    )
  })
  const server = <ServerField facts={facts} needed={!byHandle} field={form.field('server')} error={start.error} />
  return (
    <form className="stack" ref={form.ref} onSubmit={submit}>
      <FormTrouble error={start.error} names={['handle', 'server', 'name', 'connection.server']} />
      {byHandle ? (
        <>
          <TextField
            {...form.field('handle')}
            label={told(`connect.${facts.network}.identifier.label`, byHandle.label)}
            hint={told(`connect.${facts.network}.identifier.hint`, byHandle.hint)}
            placeholder={byHandle.example}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            required
          />
          {nameField}
          <Fold line={t('channels.ownServer')} open={form.field('server').value !== ''}>
            {server}
          </Fold>
        </>
      ) : (
        <>
          {server}
          {nameField}
        </>
      )}
      <div className="line">
        <Button kind="ink" type="submit" icon="external-link" busy={start.isPending || start.isSuccess}>
          {byHandle ? t('channels.signInAt', { network: facts.name }) : t('channels.signInThere')}
        </Button>
      </div>
      <p className="small muted">{t('channels.signInThereText', { network: facts.name })}</p>
    </form>
  )
}

function ServerField({
  facts,
  needed,
  field,
  error,
}: {
  facts: Facts
  needed: boolean
  field: ReturnType<ReturnType<typeof useForm>['field']>
  error: unknown
}) {
  const server = facts.connect.find((one) => one.name === 'server')
  return (
    <TextField
      {...field}
      // The same field is called so where the network itself says what is wrong with it.
      error={field.error ?? troubleAt(error, 'connection.server')}
      label={server ? told(`connect.${facts.network}.server.label`, server.label) : t('channels.server')}
      hint={needed ? server && told(`connect.${facts.network}.server.hint`, server.hint) : t('channels.ownServerHint')}
      placeholder={needed ? server?.example : undefined}
      inputMode="url"
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      required={needed}
    />
  )
}
