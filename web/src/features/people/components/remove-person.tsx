import type { Member } from '#app/api.types.ts'
import { useHere } from '#app/here.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { toast } from '#ui/toast.tsx'
import { useRemovePerson } from '../api/people.ts'

/** Ends the membership in peace; what is urgent is `CutOffDialog`. */
export function RemovePerson({ of: one, onClose }: { of: Member; onClose: () => void }) {
  const { handle } = useHere()
  const remove = useRemovePerson(handle)
  return (
    <Dialog
      title={t('people.removeAsk', { name: one.name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('people.notNow')}</Button>
          <Button
            kind="grave"
            busy={remove.isPending}
            onClick={() =>
              remove.mutate(one.id, {
                onSuccess: () => {
                  toast(t('people.removed', { name: one.name }))
                  onClose()
                },
              })
            }
          >
            {t('people.remove')}
          </Button>
        </>
      }
    >
      <p>{t('people.removeText')}</p>
      <FormTrouble error={remove.error} />
    </Dialog>
  )
}
