import { useState } from 'react'
import type { Branch } from '#app/api.types.ts'
import { isClash, troubleAt } from '#app/problem.ts'
import { zoneName } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { TextField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { Icon } from '#ui/icon.tsx'
import { Menu, MenuItem } from '#ui/menu.tsx'
import { Section } from '#ui/section.tsx'
import { toast } from '#ui/toast.tsx'
import { useMoved } from '#ui/use-moved.ts'
import { useAddBranch, useChangeBranch } from '../api/hours.ts'
import { BranchFacts } from './branch-facts.tsx'
import { Overtaken } from './overtaken.tsx'

/** The places of the library: named, changed, retired. */
export function BranchesPart({ handle, branches }: { handle: string; branches: Branch[] }) {
  return (
    <Section title={t('hours.branches')} count={branches.length || undefined} id="branches" className="part roomy">
      <p>{t('hours.branchesText')}</p>
      {branches.length > 0 && (
        <ul className="rows">
          {branches.map((branch, at) => (
            <OneBranch
              key={branch.id}
              handle={handle}
              branch={branch}
              up={at > 0 ? at - 1 : null}
              down={at < branches.length - 1 ? at + 1 : null}
            />
          ))}
        </ul>
      )}
      <NewBranch handle={handle} />
    </Section>
  )
}

interface Steps {
  /** The place that a step leads to; null: it is the first, or the last. */
  up: number | null
  down: number | null
}

function OneBranch({ handle, branch, up, down }: { handle: string; branch: Branch } & Steps) {
  const { id, name, version, address, zone } = branch
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
  const [asking, setAsking] = useState(false)
  const { row, moving, stayed } = useMoved<HTMLDivElement>(`${up} ${down}`)
  const move = (position: number) => {
    moving()
    change.mutate({ id, version, position }, { onError: stayed })
  }
  return (
    <li className="row branch">
      <div>
        <TextField
          label={t('hours.branchName')}
          hint={[address, zone && zoneName(zone)].filter(Boolean).join(' · ') || undefined}
          value={draft?.name ?? name}
          error={troubleAt(change.error, 'name') ?? troubleAt(change.error, 'handle')}
          onChange={(next) => setDraft({ name: next, version: draft?.version ?? version })}
          // Overtaken, a person chooses; sending it again unasked would only be refused again.
          onBlur={() => draft && !isClash(change.error) && keep(draft.version)}
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
      <div className="act" ref={row}>
        <Menu
          className="button square plain more"
          button={
            <>
              <Icon name="ellipsis" />
              <span className="sr">{t('hours.branchMenu', { name })}</span>
            </>
          }
        >
          <MenuItem icon="clock" act={() => setAsking(true)}>
            {t('hours.branchFacts')}
          </MenuItem>
          {/* Until the list is read again the next place and version are not known: a step from here would be refused as overtaken. */}
          {up !== null && !change.isPending && (
            <MenuItem icon="arrow-up" act={() => move(up)}>
              {t('hours.up')}
            </MenuItem>
          )}
          {down !== null && !change.isPending && (
            <MenuItem icon="arrow-down" act={() => move(down)}>
              {t('hours.down')}
            </MenuItem>
          )}
          {!change.isPending && (
            <MenuItem icon="circle-x" ruled act={retire}>
              {t('hours.retire')}
            </MenuItem>
          )}
        </Menu>
        {asking && <BranchFacts handle={handle} branch={branch} onClose={() => setAsking(false)} />}
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
