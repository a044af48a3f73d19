import { useState } from 'react'
import { useHere } from '#app/here.ts'
import { type PlainKey, t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { TextField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { useAddPart } from '../api/plans.ts'

const words: Record<'plan' | 'priority' | 'objective', { add: PlainKey; label: PlainKey; hint: PlainKey }> = {
  plan: { add: 'goals.addPlan', label: 'goals.planName', hint: 'goals.planHint' },
  priority: { add: 'goals.addPriority', label: 'goals.priorityName', hint: 'goals.priorityHint' },
  objective: { add: 'goals.addObjective', label: 'goals.objectiveName', hint: 'goals.objectiveHint' },
}

/** One line to type, shown when it is asked for. */
export function AddPart({ kind, of }: { kind: 'plan' | 'priority' | 'objective'; of?: string }) {
  const { handle } = useHere()
  const [open, setOpen] = useState(false)
  const add = useAddPart(handle)
  const form = useForm({ name: '', starts: '', ends: '' }, add.error)
  if (!open)
    return (
      <div className="add noprint">
        <Button kind="plain" icon="plus" onClick={() => setOpen(true)}>
          {t(words[kind].add)}
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
        label={t(words[kind].label)}
        hint={t(words[kind].hint)}
        autoFocus
        maxLength={300}
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
          {t(words[kind].add)}
        </Button>
        <Button kind="plain" onClick={() => setOpen(false)}>
          {t('ui.cancel')}
        </Button>
      </div>
    </form>
  )
}
