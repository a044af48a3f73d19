import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useHere } from '#app/here.ts'
import { mayManage } from '#app/may.ts'
import { dayIn } from '#i18n/format.ts'
import { t, told } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { Check, TextField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { Icon } from '#ui/icon.tsx'
import { toast } from '#ui/toast.tsx'
import { type Overlay, overlaysQuery, useAddOverlay, useOverlayStands, useRefreshOverlay } from '../api/days.ts'
import { dayShort } from '../names.ts'

/** Calendars of others: which are shown to me, how they stand, and, for who runs the library, more of them. */
export function OverlaysDialog(props: { without: string[]; toggle: (id: string) => void; onClose: () => void }) {
  const { without, toggle, onClose } = props
  const { handle, library } = useHere()
  const { data } = useQuery(overlaysQuery(handle))
  const runs = mayManage(library.role)
  return (
    <Dialog
      title={t('calendar.overlays')}
      onClose={onClose}
      actions={<Button onClick={onClose}>{t('ui.close')}</Button>}
    >
      <p className="muted">{t('calendar.overlaysText')}</p>
      {data?.length === 0 && <p>{t('calendar.overlaysNone')}</p>}
      {data && data.length > 0 && (
        <ul className="overlays">
          {data.map((one) => (
            <OneOverlay
              key={one.id}
              one={one}
              on={!without.includes(one.id)}
              toggle={() => toggle(one.id)}
              runs={runs}
            />
          ))}
        </ul>
      )}
      {runs && <AddOverlay />}
    </Dialog>
  )
}

function OneOverlay({ one, on, toggle, runs }: { one: Overlay; on: boolean; toggle: () => void; runs: boolean }) {
  const { handle, zone } = useHere()
  const stands = useOverlayStands(handle)
  const refresh = useRefreshOverlay(handle)
  const remove = () =>
    stands.mutate(
      { id: one.id, stands: false },
      {
        onSuccess: () =>
          toast(t('calendar.overlayGone', { name: one.name }), () => stands.mutate({ id: one.id, stands: true })),
      },
    )
  const since = one.goodAt && dayShort(dayIn(one.goodAt, zone))
  return (
    <li>
      <Check
        label={
          <>
            <b dir="auto">{one.name}</b>{' '}
            <span className="small muted">
              {t('calendar.overlayHolds', { count: one.events })} · {one.host ?? t('calendar.overlayFile')}
            </span>
          </>
        }
        checked={on}
        onChange={toggle}
      />
      {one.trouble && (
        <p className="small trouble-line">
          <Icon name="triangle-alert" /> {told(`field.${one.trouble.kind}`, one.trouble.message)}{' '}
          {since && t('calendar.overlayAsOf', { day: since })}
        </p>
      )}
      {one.told.unread > 0 && <p className="small muted">{t('calendar.overlayUnread', { count: one.told.unread })}</p>}
      {one.told.unknownZones.length > 0 && (
        <p className="small muted">{t('calendar.overlayZones', { zones: one.told.unknownZones.join(', ') })}</p>
      )}
      {runs && (
        <p className="line">
          {one.kind === 'address' && (
            <Button kind="plain" icon="refresh-cw" busy={refresh.isPending} onClick={() => refresh.mutate(one.id)}>
              {t('calendar.overlayRefresh')}
            </Button>
          )}
          <Button kind="plain" icon="x" busy={stands.isPending} onClick={remove}>
            {t('calendar.overlayRemove')}
          </Button>
        </p>
      )}
      <FormTrouble error={refresh.error ?? stands.error} />
    </li>
  )
}

function AddOverlay() {
  const { handle } = useHere()
  const add = useAddOverlay(handle)
  const form = useForm({ url: '' }, add.error)
  const picker = useRef<HTMLInputElement>(null)
  const [round, setRound] = useState(0)
  const done = () => {
    form.set('url', '')
    setRound(round + 1)
  }
  const submit = form.onSubmit(({ url }) => add.mutate({ url }, { onSuccess: done }))
  return (
    <form className="stack add-overlay" onSubmit={submit} ref={form.ref}>
      <FormTrouble error={add.error} names={form.names} />
      <TextField
        {...form.field('url')}
        label={t('calendar.overlayUrl')}
        hint={t('calendar.overlayUrlHint')}
        inputMode="url"
        autoComplete="off"
        required
      />
      <div className="line">
        <Button kind="ink" type="submit" busy={add.isPending}>
          {t('calendar.overlayAdd')}
        </Button>
        <Button onClick={() => picker.current?.click()}>{t('calendar.overlayAddFile')}</Button>
        <input
          key={round}
          ref={picker}
          type="file"
          hidden
          accept=".ics,.ical,text/calendar"
          onChange={(event) => {
            const file = event.target.files?.[0]
            if (file) add.mutate({ file }, { onSuccess: done })
          }}
        />
      </div>
    </form>
  )
}
