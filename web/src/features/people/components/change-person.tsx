import { useState } from 'react'
import type { Branch, Member } from '#app/api.types.ts'
import { useHere } from '#app/here.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { Check } from '#ui/field.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { toast } from '#ui/toast.tsx'
import { useChangePerson } from '../api/people.ts'
import { RolePicks } from './invite-part.tsx'

/** Role, and where the person writes: no branch ticked means everywhere. */
export function ChangePerson({ of: one, branches, onClose }: { of: Member; branches: Branch[]; onClose: () => void }) {
  const { handle } = useHere()
  const change = useChangePerson(handle, one.id)
  const [role, setRole] = useState(one.role)
  const [where, setWhere] = useState(one.branches)
  const save = () =>
    change.mutate(
      { role, branches: where },
      {
        onSuccess: () => {
          toast(t('people.changed', { name: one.name }))
          onClose()
        },
      },
    )
  // A retired branch is no choice, but whoever is limited to one can be let go of it.
  const choices = branches.filter(({ id, retired }) => !retired || one.branches.includes(id))
  const tick = (id: string, on: boolean) =>
    setWhere((before) => (on ? [...before, id] : before.filter((x) => x !== id)))
  return (
    <Dialog
      title={t('people.changeOf', { name: one.name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="ink" busy={change.isPending} onClick={save}>
            {t('people.keep')}
          </Button>
        </>
      }
    >
      <FormTrouble error={change.error} />
      <RolePicks value={role} onChange={setRole} />
      {choices.length > 0 && (
        <fieldset className="field">
          <legend>{t('people.where')}</legend>
          <span className="hint">{t('people.whereHint')}</span>
          {choices.map(({ id, name }) => (
            <Check key={id} label={name} checked={where.includes(id)} onChange={(on) => tick(id, on)} />
          ))}
        </fieldset>
      )}
    </Dialog>
  )
}
