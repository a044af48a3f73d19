import { useHere } from '#app/here.ts'
import { currentIn } from '#app/problem.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { TextField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { toast } from '#ui/toast.tsx'
import { type Note, useNoteStands, useSaveNote } from '../api/days.ts'

/** A note on a day or on a stretch of them: new, or as it stands. */
export function NoteDialog({ note, day, onClose }: { note: Note | null; day: string; onClose: () => void }) {
  const { handle } = useHere()
  const save = useSaveNote(handle)
  const stands = useNoteStands(handle)
  const form = useForm({ text: note?.text ?? '', first: note?.first ?? day, last: note?.last ?? day }, save.error)
  const current = currentIn<Note>(save.error)
  const submit = form.onSubmit((words) =>
    // What was typed is kept over a clash: saving again writes over what is shown.
    save.mutate({ note: current ?? note, words }, { onSuccess: onClose }),
  )
  const remove = (id: string) =>
    stands.mutate(
      { id, stands: false },
      {
        onSuccess: () => {
          onClose()
          toast(t('calendar.noteGone'), () => stands.mutate({ id, stands: true }))
        },
      },
    )
  return (
    <Dialog title={note ? t('calendar.noteTitle') : t('calendar.noteNew')} onClose={onClose}>
      <form className="stack" onSubmit={submit} ref={form.ref}>
        <FormTrouble error={save.error ?? stands.error} names={form.names} />
        {current && <p className="small">{t('calendar.noteNow', { text: current.text })}</p>}
        <TextField {...form.field('text')} label={t('calendar.noteText')} required maxLength={500} data-first />
        <div className="two">
          <TextField {...form.field('first')} label={t('calendar.noteFirst')} type="date" required />
          <TextField {...form.field('last')} label={t('calendar.noteLast')} type="date" required />
        </div>
        {note?.by && <p className="small muted">{t('calendar.noteBy', { name: note.by })}</p>}
        <footer className="line">
          {note && (
            <Button kind="plain" busy={stands.isPending} onClick={() => remove(note.id)}>
              {t('calendar.noteRemove')}
            </Button>
          )}
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="ink" type="submit" busy={save.isPending}>
            {t('calendar.noteSave')}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
