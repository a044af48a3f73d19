import { type ReactNode, useState } from 'react'
import { useHere } from '#app/here.ts'
import { currentIn } from '#app/problem.ts'
import type { Part } from '#goals/tree.ts'
import { dayName } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { TextField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { Icon } from '#ui/icon.tsx'
import { Menu, MenuItem } from '#ui/menu.tsx'
import { toast } from '#ui/toast.tsx'
import { useMoved } from '#ui/use-moved.ts'
import { type PartKind, useChangePart } from '../api/plans.ts'
import { partWords } from '../part-words.ts'

interface Days {
  starts: string | null
  ends: string | null
}
type Changed = Part & Partial<Days>
interface Head {
  kind: PartKind
  part: Changed
  changes: boolean
  children: ReactNode
}

/** A part's name with what can be done about it: all of it can be taken back, so nothing is asked twice. */
export function PartHead({ kind, part, changes, children }: Head) {
  const { handle } = useHere()
  const change = useChangePart(handle, kind, part.id)
  const [renaming, setRenaming] = useState(false)
  const { version, up, down } = part
  const { row, moving, stayed } = useMoved<HTMLDivElement>(`${up} ${down}`)
  const move = (position: number) => {
    moving()
    change.mutate({ version, position }, { onError: stayed })
  }
  const retire = (retired: boolean) =>
    change.mutate(
      { version, retired },
      {
        onSuccess: () =>
          retired &&
          toast(t('goals.retired', { name: part.name }), () => change.mutate({ version: version + 1, retired: false })),
      },
    )
  return (
    <>
      <div className="part-head" ref={row}>
        <div>
          {children}
          {part.retired && <span className="small muted">{t('goals.isRetired')}</span>}
        </div>
        {changes && (
          <Menu
            className="button square plain more noprint"
            button={
              <>
                <Icon name="ellipsis" />
                <span className="sr">{t('goals.partMenu', { name: part.name })}</span>
              </>
            }
          >
            <MenuItem icon="pencil" act={() => setRenaming(true)}>
              {t(kind === 'plan' ? 'goals.renamePlan' : 'goals.rename')}
            </MenuItem>
            {/* Until the answer is there the next place and version are not known: a step from here would be refused as overtaken. */}
            {up !== null && !change.isPending && (
              <MenuItem icon="arrow-up" act={() => move(up)}>
                {t('goals.up')}
              </MenuItem>
            )}
            {down !== null && !change.isPending && (
              <MenuItem icon="arrow-down" act={() => move(down)}>
                {t('goals.down')}
              </MenuItem>
            )}
            {!change.isPending && (
              <MenuItem icon={part.retired ? 'undo-2' : 'circle-x'} ruled act={() => retire(!part.retired)}>
                {t(part.retired ? 'goals.useAgain' : 'goals.retire')}
              </MenuItem>
            )}
          </Menu>
        )}
      </div>
      {/* A step that lost against somebody else: what stands now is on the page already, and it may be taken again. */}
      <FormTrouble error={change.error} />
      {renaming && <Rename kind={kind} part={part} onClose={() => setRenaming(false)} />}
    </>
  )
}

/** The part as somebody else left it meanwhile: saving again writes over that. */
type Current = { version: number; name: string } & Partial<Days>

function Rename({ kind, part, onClose }: { kind: PartKind; part: Changed; onClose: () => void }) {
  const { handle } = useHere()
  const change = useChangePart(handle, kind, part.id)
  const [begun] = useState(part)
  const clash = currentIn<Current>(change.error)
  const form = useForm({ name: begun.name, starts: begun.starts ?? '', ends: begun.ends ?? '' }, change.error)
  const send = ({ name, starts, ends }: typeof form.values) =>
    change.mutate(
      {
        version: (clash ?? begun).version,
        name,
        ...(kind === 'plan' && { starts: starts || null, ends: ends || null }),
      },
      { onSuccess: onClose },
    )
  return (
    <Dialog title={t(kind === 'plan' ? 'goals.renamePlan' : 'goals.rename')} onClose={onClose}>
      <form ref={form.ref} className="stack" onSubmit={form.onSubmit(send)} noValidate>
        <FormTrouble error={change.error} names={form.names} />
        {clash && <p className="small">{t('goals.partSays', { name: saidOf(clash) })}</p>}
        <TextField
          label={t(partWords[kind].label)}
          maxLength={partWords[kind].max}
          dir="auto"
          data-first
          {...form.field('name')}
        />
        {kind === 'plan' && (
          <div className="line">
            <TextField label={t('goals.starts')} type="date" {...form.field('starts')} />
            <TextField label={t('goals.ends')} type="date" {...form.field('ends')} />
          </div>
        )}
        <footer className="line">
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="ink" type="submit" busy={change.isPending}>
            {t('goals.save')}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}

const saidOf = ({ name, starts, ends }: Current): string =>
  starts && ends ? `${name}, ${t('goals.fromTo', { from: dayName(starts), to: dayName(ends) })}` : name
