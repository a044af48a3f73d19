import { useNavigate } from 'react-router'
import { room } from '#app/address.ts'
import { useHere } from '#app/here.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { toast } from '#ui/toast.tsx'
import { useDetach } from '../api/adopt.ts'

/** Takes back that a post made on the network was taken over; its page offers both ways again. */
export function NotThis({ delivery }: { delivery: string }) {
  const { handle } = useHere()
  const navigate = useNavigate()
  const detach = useDetach(handle)
  const letGo = () =>
    detach.mutate(delivery, {
      onSuccess: () => {
        navigate(room.delivery(handle, delivery))
        toast(t('adopt.letGo'))
      },
    })
  return (
    <>
      <Button kind="plain" icon="undo-2" busy={detach.isPending} onClick={letGo}>
        {t('adopt.notThis')}
      </Button>
      <FormTrouble error={detach.error} />
    </>
  )
}
