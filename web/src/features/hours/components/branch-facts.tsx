import { useState } from 'react'
import type { Branch } from '#app/api.types.ts'
import { useHere } from '#app/here.ts'
import { currentIn, troubleAt } from '#app/problem.ts'
import { zoneName } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { Check, TextField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { ZoneField } from '#ui/zone-field.tsx'
import { useChangeBranch } from '../api/hours.ts'

/** The branch as somebody else left it meanwhile: saving again writes over that. */
type Facts = Pick<Branch, 'version' | 'zone' | 'address'>

/** By which clock a branch opens, and where it is. */
export function BranchFacts({ handle, branch, onClose }: { handle: string; branch: Branch; onClose: () => void }) {
  const { zone: library } = useHere()
  const [begun] = useState(branch)
  const change = useChangeBranch(handle, onClose)
  const clash = currentIn<Facts>(change.error)
  const [own, setOwn] = useState(begun.zone !== null)
  const [zone, setZone] = useState(begun.zone ?? library)
  const form = useForm({ address: begun.address ?? '' }, change.error)
  const submit = form.onSubmit(({ address }) =>
    change.mutate({
      id: begun.id,
      version: (clash ?? begun).version,
      zone: own ? zone : null,
      address: address.trim() || null,
    }),
  )
  return (
    <Dialog title={begun.name} onClose={onClose}>
      <form className="stack" ref={form.ref} onSubmit={submit} noValidate>
        <FormTrouble error={change.error} names={[...form.names, 'zone']} />
        {clash && (
          <p className="small">
            {t('hours.branchSays', {
              facts: [clash.zone ? zoneName(clash.zone) : t('hours.asLibraryZone'), clash.address]
                .filter(Boolean)
                .join(', '),
            })}
          </p>
        )}
        <Check label={t('hours.ownZone')} checked={own} onChange={setOwn} />
        {own ? (
          <ZoneField label={t('hours.zone')} value={zone} onChange={setZone} error={troubleAt(change.error, 'zone')} />
        ) : (
          <p className="small muted">{t('hours.ownZoneHint', { zone: zoneName(library) })}</p>
        )}
        <TextField {...form.field('address')} label={t('hours.addressOf')} maxLength={300} autoComplete="off" />
        <footer className="line">
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="ink" type="submit" busy={change.isPending}>
            {t('hours.saveBranch')}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
