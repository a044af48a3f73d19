import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { api, take } from './api.ts'
import { emptyDrawers, holdsAnything } from './drawer.ts'
import { useHere } from './here.ts'

/**
 * Signs out, after asking where something typed is on this device only; `dialog` is to be drawn by the caller. Out of
 * this device always, whatever the server answers; out of every device only if it says so.
 */
export function useSignOut(everywhere = false) {
  const { me } = useHere()
  const [asking, setAsking] = useState(false)
  const navigate = useNavigate()
  const client = useQueryClient()
  const person = me.person.id
  const leave = useMutation({
    mutationFn: async () => {
      const answer = take(api.POST('/sign-out', { body: everywhere ? { everywhere } : {} }))
      await (everywhere ? answer : answer.catch(() => undefined))
    },
    onSuccess: () => {
      emptyDrawers(person)
      client.clear()
      navigate('/app/sign-in')
    },
    onError: () => setAsking(false),
  })
  const stay = () => setAsking(false)
  const dialog = asking && (
    <Dialog
      title={t('app.unsaved')}
      onClose={stay}
      actions={
        <>
          <Button onClick={stay}>{t('app.stay')}</Button>
          <Button kind="grave" busy={leave.isPending} onClick={() => leave.mutate()}>
            {t('app.signOutAll')}
          </Button>
        </>
      }
    >
      <p>{t('app.unsavedText')}</p>
    </Dialog>
  )
  const signOut = () => (holdsAnything(person) ? setAsking(true) : leave.mutate())
  return { dialog, signOut, busy: leave.isPending, error: leave.error }
}
