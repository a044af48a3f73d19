import { useQuery } from '@tanstack/react-query'
import { useHere } from '#app/here.ts'
import { troubleAt } from '#app/problem.ts'
import { clock, listed } from '#i18n/format.ts'
import { instantOf } from '#i18n/instant.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { TextField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { networkName } from '#ui/network-mark.tsx'
import { deliveriesQuery } from '../api/calendar.ts'
import { localIn } from '../local.ts'
import { type Delivery, firstOf, staying } from '../move.ts'
import { dayShort } from '../names.ts'
import type { Shown } from '../sift.ts'
import type { Acted } from './use-acts.ts'

/** Another day and time for a post, on all its channels that still can. Says what stays where it is. */
export function MoveDialog({ item, acted, onClose }: { item: Shown; acted: Acted; onClose: () => void }) {
  const { handle, zone } = useHere()
  const [date, time] = item.at.split('T') as [string, string]
  const form = useForm({ 'when.date': date, 'when.time': time }, acted.error)
  const submit = form.onSubmit((values) =>
    acted.move(item, { date: values['when.date'], time: values['when.time'] }, onClose),
  )
  const day = form.field('when.date')
  const { data } = useQuery(deliveriesQuery(handle, item.post))
  const moving = data && firstOf(data, 'move')
  const title = item.title || t('calendar.untitled')
  return (
    <Dialog title={t('calendar.moveTitle', { title })} onClose={onClose}>
      <form className="stack" onSubmit={submit} ref={form.ref}>
        <FormTrouble error={acted.error} names={[...form.names, 'when']} />
        <div className="two">
          <TextField
            {...day}
            // The moment as a whole: over already, or after the last day of use.
            error={day.error ?? troubleAt(acted.error, 'when')}
            label={t('ui.day')}
            type="date"
            required
          />
          <TextField {...form.field('when.time')} label={t('ui.time')} type="time" required />
        </div>
        <Clocks date={form.values['when.date']} time={form.values['when.time']} zone={zone} />
        <WhatMoves all={data} moving={moving} />
        <footer className="line">
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="ink" type="submit" busy={acted.busy} disabled={moving?.length === 0}>
            {t('calendar.moveNow')}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}

/** In the night when the clocks go forward there is an hour that no clock shows. */
function Clocks({ date, time, zone }: { date: string; time: string; zone: string }) {
  const at = instantOf({ date, time, zone })
  if (!at) return null
  const local = localIn(at, zone)
  if (local.date === date && local.time === time.slice(0, 5)) return null
  return <p className="small">{t('calendar.skipped', { day: dayShort(date), at: clock(at, zone) })}</p>
}

function WhatMoves({ all, moving }: { all: Delivery[] | undefined; moving: Delivery[] | undefined }) {
  if (!all || !moving) return <p className="small muted">{t('ui.loading')}</p>
  const stays = staying(all, moving)
  const names = (networks: string[]) => listed([...new Set(networks)].map(networkName))
  return (
    <p className="small muted">
      {moving.length > 0
        ? t('calendar.moves', { networks: names(moving.map(({ network }) => network)) })
        : t('calendar.movesNowhere')}{' '}
      {stays.length > 0 && t('calendar.stays', { networks: names(stays) })}
    </p>
  )
}
