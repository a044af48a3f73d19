import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ContentArea } from '#app/api.types.ts'
import { Loading, NotLoaded } from '#app/boundary.tsx'
import { useHere } from '#app/here.ts'
import { currentIn } from '#app/problem.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { TextField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { Icon } from '#ui/icon.tsx'
import { Menu, MenuItem } from '#ui/menu.tsx'
import { Section } from '#ui/section.tsx'
import { toast } from '#ui/toast.tsx'
import { useMoved } from '#ui/use-moved.ts'
import { everyAreaQuery, useAddArea, useChangeArea } from '../api/areas.ts'

/** What the library posts about: named, put in order, retired. */
export function AreasPart() {
  const { handle } = useHere()
  const every = useQuery(everyAreaQuery(handle))
  const [retired, setRetired] = useState(false)
  const areas = every.data?.filter((one) => !one.retired) ?? []
  const away = every.data?.filter((one) => one.retired) ?? []
  return (
    <Section title={t('settings.areas')} id="areas" count={areas.length || undefined} className="part roomy">
      <p>{t('settings.areasText')}</p>
      {every.isPending && <Loading />}
      {every.isError && !every.data && <NotLoaded again={() => every.refetch()} />}
      {areas.length > 0 && (
        <ul className="rows">
          {areas.map((area, at) => (
            <OneArea
              key={area.id}
              area={area}
              up={at > 0 ? at - 1 : null}
              down={at < areas.length - 1 ? at + 1 : null}
            />
          ))}
        </ul>
      )}
      {away.length > 0 && (
        <div className="line">
          <Button kind="plain" aria-expanded={retired} onClick={() => setRetired(!retired)}>
            {retired ? t('settings.areasHide') : t('settings.areasRetired', { count: away.length })}
          </Button>
        </div>
      )}
      {retired && away.length > 0 && (
        <ul className="rows">
          {away.map((area) => (
            <Retired key={area.id} area={area} />
          ))}
        </ul>
      )}
      {every.data && <NewArea />}
    </Section>
  )
}

interface Steps {
  /** The place that a step leads to; null: it is the first, or the last. */
  up: number | null
  down: number | null
}

function OneArea({ area, up, down }: { area: ContentArea } & Steps) {
  const { handle } = useHere()
  const { id, name, version } = area
  const change = useChangeArea(handle)
  const [renaming, setRenaming] = useState(false)
  const { row, moving, stayed } = useMoved<HTMLLIElement>(`${up} ${down}`)
  const move = (position: number) => {
    moving()
    change.mutate({ id, version, position }, { onError: stayed })
  }
  return (
    <li className="row area" ref={row}>
      <div>
        <p dir="auto">{name}</p>
        {/* A step that lost against somebody else: what stands now is on the page already, and it may be taken again. */}
        <FormTrouble error={change.error} />
      </div>
      <div className="act">
        <Menu
          className="button square plain more"
          button={
            <>
              <Icon name="ellipsis" />
              <span className="sr">{t('settings.areaMenu', { name })}</span>
            </>
          }
        >
          <MenuItem icon="pencil" act={() => setRenaming(true)}>
            {t('settings.areaRename')}
          </MenuItem>
          {/* Until the list is read again the next place and version are not known: a step from here would be refused as overtaken. */}
          {up !== null && !change.isPending && (
            <MenuItem icon="arrow-up" act={() => move(up)}>
              {t('settings.areaUp')}
            </MenuItem>
          )}
          {down !== null && !change.isPending && (
            <MenuItem icon="arrow-down" act={() => move(down)}>
              {t('settings.areaDown')}
            </MenuItem>
          )}
          {!change.isPending && <Retire area={area} />}
        </Menu>
        {renaming && <Rename area={area} onClose={() => setRenaming(false)} />}
      </div>
    </li>
  )
}

/** Nothing is asked: it can be taken back. What it takes back with stands with the toast, for the row is gone by then. */
function Retire({ area: { id, name, version } }: { area: ContentArea }) {
  const { handle } = useHere()
  const back = useChangeArea(handle)
  const retire = useChangeArea(handle, (now) =>
    toast(t('settings.areaIsRetired', { name }), () =>
      back.mutate({ id, version: now.version, retired: false, position: now.position }),
    ),
  )
  return (
    <MenuItem icon="circle-x" ruled act={() => retire.mutate({ id, version, retired: true })}>
      {t('settings.areaRetire')}
    </MenuItem>
  )
}

function Retired({ area: { id, name, version } }: { area: ContentArea }) {
  const { handle } = useHere()
  const change = useChangeArea(handle)
  return (
    <li className="row area">
      <div>
        <p dir="auto">
          {name} <span className="small muted">{t('settings.areaAway')}</span>
        </p>
        <FormTrouble error={change.error} />
      </div>
      <div className="act">
        <Button busy={change.isPending} onClick={() => change.mutate({ id, version, retired: false })}>
          {t('settings.areaAgain')}
          <span className="sr">{name}</span>
        </Button>
      </div>
    </li>
  )
}

function Rename({ area, onClose }: { area: ContentArea; onClose: () => void }) {
  const { handle } = useHere()
  const [begun] = useState(area)
  const change = useChangeArea(handle, onClose)
  const clash = currentIn<ContentArea>(change.error)
  const form = useForm({ name: begun.name }, change.error)
  const send = ({ name }: typeof form.values) =>
    change.mutate({ id: begun.id, version: (clash ?? begun).version, name })
  return (
    <Dialog title={t('settings.areaRename')} onClose={onClose}>
      <form ref={form.ref} className="stack" onSubmit={form.onSubmit(send)} noValidate>
        <FormTrouble error={change.error} names={form.names} />
        {clash && <p className="small">{t('settings.areaSays', { name: clash.name })}</p>}
        <TextField
          label={t('settings.areaName')}
          maxLength={80}
          dir="auto"
          autoComplete="off"
          data-first
          {...form.field('name')}
        />
        <footer className="line">
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="ink" type="submit" busy={change.isPending}>
            {t('settings.areaSave')}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}

function NewArea() {
  const { handle } = useHere()
  const add = useAddArea(handle, () => form.empty())
  const form = useForm({ name: '' }, add.error)
  return (
    <form className="stack" ref={form.ref} onSubmit={form.onSubmit(({ name }) => add.mutate({ name }))} noValidate>
      <TextField {...form.field('name')} label={t('settings.areaNew')} maxLength={80} autoComplete="off" required />
      <FormTrouble error={add.error} names={form.names} />
      <div className="line">
        <Button type="submit" icon="plus" busy={add.isPending}>
          {t('settings.areaAdd')}
        </Button>
      </div>
    </form>
  )
}
