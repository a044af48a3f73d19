import type { Facts } from '@shelftalker/networks/port.ts'
import { useState } from 'react'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { TextField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { Picks } from '#ui/pick.tsx'
import type { NewChannel } from '../api/channels.ts'
import type { Standing } from '../types.ts'

/** A channel that a person posts to (`hand`), or an account that is only noted in the registry. */
export function EntryForm({
  facts,
  hand,
  busy,
  error,
  onAdd,
}: {
  facts: Facts
  hand: boolean
  busy: boolean
  error: unknown
  onAdd: (channel: NewChannel) => void
}) {
  const form = useForm({ name: facts.name, handle: '', url: '' }, error)
  const [standing, setStanding] = useState<Standing>(hand ? 'ours' : 'reserved')
  const submit = form.onSubmit(({ name, handle, url }) =>
    onAdd({
      network: facts.network,
      name,
      standing,
      ...(hand ? { manual: true } : { state: 'idea' as const, ...(facts.can.manual && { manual: true }) }),
      ...(handle.trim() && { handle: handle.trim() }),
      ...(url.trim() && { url: url.trim() }),
    }),
  )
  return (
    <form className="stack" ref={form.ref} onSubmit={submit}>
      <FormTrouble error={error} names={form.names} />
      {!hand && (
        <Picks
          legend={t('channels.whose')}
          name="standing"
          value={standing}
          onChange={setStanding}
          choices={[
            { value: 'reserved', word: t('channels.standing.reserved') },
            { value: 'not-ours', word: t('channels.standing.not-ours') },
            { value: 'ours', word: t('channels.state.idea') },
          ]}
        />
      )}
      <TextField
        {...form.field('name')}
        label={t('channels.name')}
        hint={t('channels.nameHint')}
        autoComplete="off"
        required
      />
      <TextField
        {...form.field('handle')}
        label={t('channels.handle')}
        hint={t('channels.handleHint', { network: facts.name })}
        autoComplete="off"
        autoCapitalize="none"
      />
      <TextField
        {...form.field('url')}
        label={t('channels.url')}
        hint={t('channels.urlHint')}
        type="url"
        autoComplete="off"
      />
      <div className="line">
        <Button kind="ink" type="submit" busy={busy}>
          {hand ? t('channels.addThis') : t('channels.noteThis')}
        </Button>
      </div>
      {hand && facts.can.publish && <p className="small muted">{t('channels.connectLater')}</p>}
    </form>
  )
}
