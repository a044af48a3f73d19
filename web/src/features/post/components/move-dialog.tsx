import { useHere } from '#app/here.ts'
import { troubleAt } from '#app/problem.ts'
import { dayIn, zoneName } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import type { Planned } from '#posts/types.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { TextField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'

/** Another day or time, in the zone in which it was planned. */
export function MoveDialog({
  network,
  planned,
  error,
  busy,
  onClose,
  onYes,
}: {
  network: string
  planned: Planned | null
  error: unknown
  busy: boolean
  onClose: () => void
  onYes: (when: Planned) => void
}) {
  const { zone: here } = useHere()
  const zone = planned?.zone ?? here
  const today = dayIn(new Date().toISOString(), zone)
  const form = useForm({ 'when.date': planned?.date ?? today, 'when.time': planned?.time ?? '09:00' }, error)
  const submit = form.onSubmit((values) => onYes({ date: values['when.date'], time: values['when.time'], zone }))
  return (
    <Dialog title={t('post.moveTitle', { network })} onClose={onClose}>
      <form className="stack" onSubmit={submit} ref={form.ref}>
        <FormTrouble error={error} names={[...form.names, 'when']} />
        <div className="two">
          <TextField
            {...form.field('when.date')}
            error={form.field('when.date').error ?? troubleAt(error, 'when')}
            label={t('ui.day')}
            type="date"
            min={today}
            required
          />
          <TextField {...form.field('when.time')} label={t('ui.time')} type="time" required />
        </div>
        <p className="small muted">{zoneName(zone)}</p>
        <footer className="line">
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="ink" type="submit" icon="clock" busy={busy}>
            {t('deed.move')}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
