import type { Facts } from '@shelftalker/networks/port.ts'
import type { ReactNode } from 'react'
import { t, told } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { SecretField, TextField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { bare, type Known, startValues } from '../start-values.ts'

/** The fields that a network asks for, with its own words. What it does not take is said at the field; nothing typed is lost. */
export function ConnectForm({
  facts,
  known,
  busy,
  error,
  word,
  onSend,
  name,
  ink,
}: {
  facts: Facts
  /** Of an account that was connected before. */
  known: Known | null
  busy: boolean
  error: unknown
  /** What the button says. */
  word: string
  onSend: (connection: Record<string, string>) => void
  /** The field for the channel's name, where there is none yet. */
  name?: ReactNode
  ink?: boolean
}) {
  const form = useForm(startValues(facts.connect, known), error)
  return (
    <form className="stack" ref={form.ref} onSubmit={form.onSubmit((values) => onSend(bare(values)))}>
      <FormTrouble error={error} names={[...form.names, 'name']} />
      {facts.connect.map((one) => {
        // English stands in the network's facts; another language has `connect.mastodon.server.label`, `….hint`.
        const key = `connect.${facts.network}.${one.name}`
        const props = {
          ...form.field(`connection.${one.name}`),
          label: told(`${key}.label`, one.label),
          hint: told(`${key}.hint`, one.hint),
          required: true,
        }
        return one.secret ? (
          <SecretField key={one.name} {...props} autoComplete="off" autoCapitalize="none" spellCheck={false} />
        ) : (
          <TextField
            key={one.name}
            {...props}
            // An address is typed without its beginning as often as with it: the server takes both, so this is no `url`.
            inputMode={one.kind === 'url' ? 'url' : undefined}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            placeholder={one.example}
          />
        )
      })}
      {name}
      <div className="line">
        <Button kind={ink ? 'ink' : 'paper'} type="submit" busy={busy}>
          {word}
        </Button>
        {facts.links.help && (
          <a className="small" href={facts.links.help} target="_blank" rel="noreferrer">
            {t('channels.help', { network: facts.name })}
          </a>
        )}
      </div>
    </form>
  )
}
