import { useState } from 'react'
import type { Branch } from '#app/api.types.ts'
import { troubleAt } from '#app/problem.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { TextField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { Section } from '#ui/section.tsx'
import { toast } from '#ui/toast.tsx'
import { useAddBranch, useChangeBranch } from '../api/hours.ts'
import { isOvertaken, Overtaken } from './overtaken.tsx'

/** The places of the library: named, changed, retired. */
export function BranchesPart({ handle, branches }: { handle: string; branches: Branch[] }) {
  return (
    <Section title={t('hours.branches')} count={branches.length || undefined} id="branches" className="part roomy">
      <p>{t('hours.branchesText')}</p>
      {branches.length > 0 && (
        <ul className="rows">
          {branches.map((branch) => (
            <OneBranch key={branch.id} handle={handle} branch={branch} />
          ))}
        </ul>
      )}
      <NewBranch handle={handle} />
    </Section>
  )
}

function OneBranch({ handle, branch }: { handle: string; branch: Branch }) {
  const { id, name, version, address } = branch
  // What is typed stays whatever others save meanwhile, and names the version that it was typed over.
  const [draft, setDraft] = useState<{ name: string; version: number } | null>(null)
  const change = useChangeBranch(handle, (now) => {
    // What was typed while it was being saved is not saved yet.
    setDraft((before) => (before && before.name.trim() !== now.name ? { ...before, version: now.version } : null))
    if (now.retired)
      toast(t('hours.retired', { name }), () => change.mutate({ id, version: now.version, retired: false }))
  })
  const typed = draft?.name.trim() ?? ''
  const keep = (over: number) => typed !== '' && typed !== name && change.mutate({ id, version: over, name: typed })
  const retire = () => change.mutate({ id, version, retired: true })
  return (
    <li className="row branch">
      <div>
        <TextField
          label={t('hours.branchName')}
          hint={address ?? undefined}
          value={draft?.name ?? name}
          error={troubleAt(change.error, 'name') ?? troubleAt(change.error, 'handle')}
          onChange={(next) => setDraft({ name: next, version: draft?.version ?? version })}
          // Overtaken, a person chooses; sending it again unasked would only be refused again.
          onBlur={() => draft && !isOvertaken(change.error) && keep(draft.version)}
          autoComplete="off"
        />
        <FormTrouble error={change.error} names={['name', 'handle']} />
        <Overtaken
          error={draft && change.error}
          onTheirs={() => {
            setDraft(null)
            change.reset()
          }}
          onMine={() => keep(version)}
        />
      </div>
      <div className="act">
        <Button kind="plain" onClick={retire} aria-label={t('hours.retireOf', { name })} busy={change.isPending}>
          {t('hours.retire')}
        </Button>
      </div>
    </li>
  )
}

function NewBranch({ handle }: { handle: string }) {
  const add = useAddBranch(handle, () => form.empty())
  const form = useForm({ name: '', address: '' }, add.error)
  const submit = form.onSubmit(({ name, address }) => add.mutate({ name, address: address.trim() || null, zone: null }))
  return (
    <form className="stack" onSubmit={submit} ref={form.ref}>
      <div className="two">
        <TextField {...form.field('name')} label={t('hours.newBranch')} autoComplete="off" required />
        <TextField {...form.field('address')} label={t('hours.address')} autoComplete="off" />
      </div>
      <FormTrouble error={add.error} names={form.names} />
      <div className="line">
        <Button type="submit" icon="plus" busy={add.isPending}>
          {t('hours.addBranch')}
        </Button>
      </div>
    </form>
  )
}
