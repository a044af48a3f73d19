import { useState } from 'react'
import type { Scope } from '#app/api.types.ts'
import { useHere } from '#app/here.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { TextField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { Once } from '#ui/once.tsx'
import { Picks } from '#ui/pick.tsx'
import { useMakeKey } from '../api/keys.ts'

const scopes: Record<'read' | 'write' | 'publish', Scope[]> = {
  read: ['read'],
  write: ['read', 'write'],
  publish: ['read', 'write', 'publish'],
}
const days = { '90': 90, '365': 365, never: null }

/** Asks what a key is for, makes it, and shows its secret this once. */
export function MakeKey({ onClose }: { onClose: () => void }) {
  const { handle } = useHere()
  const make = useMakeKey(handle)
  const form = useForm({ name: '' }, make.error)
  const [may, setMay] = useState<keyof typeof scopes>('read')
  const [ends, setEnds] = useState<keyof typeof days>('365')

  if (make.data)
    return (
      <Dialog
        title={t('settings.keyMade')}
        actions={
          <Button kind="ink" onClick={onClose}>
            {t('ui.close')}
          </Button>
        }
      >
        <p>{t('settings.keyMadeText')}</p>
        <Once label={t('settings.keyOf', { name: form.values.name })} value={make.data.key} />
      </Dialog>
    )
  const submit = form.onSubmit(({ name }) => {
    const after = days[ends]
    const expiresAt = after === null ? null : new Date(Date.now() + after * 86_400_000).toISOString()
    make.mutate({ name, scopes: scopes[may], expiresAt })
  })
  return (
    <Dialog title={t('settings.makeKey')} onClose={onClose}>
      <form className="stack" onSubmit={submit} ref={form.ref}>
        <FormTrouble error={make.error} names={form.names} />
        <TextField
          {...form.field('name')}
          label={t('settings.keyName')}
          hint={t('settings.keyNameHint')}
          autoComplete="off"
          required
        />
        <Picks
          legend={t('settings.keyScope')}
          name="scope"
          value={may}
          onChange={setMay}
          choices={[
            { value: 'read', word: t('settings.scopeRead') },
            { value: 'write', word: t('settings.scopeWrite') },
            { value: 'publish', word: t('settings.scopePublish') },
          ]}
        />
        <Picks
          legend={t('settings.keyEnds')}
          name="ends"
          value={ends}
          onChange={setEnds}
          choices={[
            { value: '90', word: t('settings.keyEnds90') },
            { value: '365', word: t('settings.keyEnds365') },
            { value: 'never', word: t('settings.keyEndsNever') },
          ]}
        />
        <footer className="line">
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="ink" type="submit" busy={make.isPending}>
            {t('settings.makeKey')}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
