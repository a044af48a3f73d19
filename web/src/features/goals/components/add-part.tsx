import { useState } from 'react'
import { useHere } from '#app/here.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { TextField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { type PartKind, useAddPart } from '../api/plans.ts'
import { partWords } from '../part-words.ts'

/** One line to type, shown when it is asked for. `next`: a plan after those that are there. */
export function AddPart({ kind, of, next }: { kind: PartKind; of?: string; next?: boolean }) {
  const { handle } = useHere()
  const [open, setOpen] = useState(false)
  const add = useAddPart(handle)
  const form = useForm({ name: '', starts: '', ends: '' }, add.error)
  const label = t(next ? 'goals.nextPlan' : partWords[kind].add)
  if (!open)
    return (
      <div className="add noprint">
        <Button kind="plain" icon="plus" onClick={() => setOpen(true)}>
          {label}
        </Button>
      </div>
    )
  const send = ({ name, starts, ends }: Record<'name' | 'starts' | 'ends', string>) =>
    add.mutate(
      kind === 'plan' ? { kind, name, starts: starts || null, ends: ends || null } : { kind, of: of ?? '', name },
      {
        onSuccess: () => {
          form.set('name', '')
          setOpen(false)
        },
      },
    )
  return (
    <form ref={form.ref} className="stack add noprint" onSubmit={form.onSubmit(send)} noValidate>
      <TextField
        label={t(partWords[kind].label)}
        hint={t(partWords[kind].hint)}
        autoFocus
        maxLength={partWords[kind].max}
        {...form.field('name')}
      />
      {kind === 'plan' && (
        <div className="line">
          <TextField label={t('goals.starts')} type="date" {...form.field('starts')} />
          <TextField label={t('goals.ends')} type="date" {...form.field('ends')} />
        </div>
      )}
      <FormTrouble error={add.error} names={form.names} />
      <div className="line">
        <Button type="submit" busy={add.isPending}>
          {label}
        </Button>
        <Button kind="plain" onClick={() => setOpen(false)}>
          {t('ui.cancel')}
        </Button>
      </div>
    </form>
  )
}
