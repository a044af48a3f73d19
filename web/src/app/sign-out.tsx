import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { emptyDrawers, holdsAnything } from './drawer.ts'
import { endSession } from './end-session.ts'
import { useHere } from './here.ts'

/**
 * Signs out, after asking where something typed is on this device only; `dialog` is to be drawn by the caller. Without
 * the server's answer the person stays in, keeps what was typed, and is told so.
 */
export const useSignOut = (everywhere = false) => useSignOutOf(useHere().me.person.id, everywhere)

/** The same where no library is. */
export function useSignOutOf(person: string, everywhere = false) {
  const [asking, setAsking] = useState(false)
  const navigate = useNavigate()
  const client = useQueryClient()
  const leave = useMutation({
    mutationFn: () => endSession(everywhere),
    onSuccess: () => {
      emptyDrawers(person)
      client.clear()
      navigate('/app/sign-in')
    },
    onError: () => setAsking(false),
  })
  const stay = () => setAsking(false)
  const failed = leave.isError && (
    <Dialog
      title={t('app.stillIn')}
      onClose={leave.reset}
      actions={
        <>
          <Button onClick={leave.reset}>{t('ui.close')}</Button>
          <Button kind="ink" onClick={() => leave.mutate()}>
            {t('ui.tryAgain')}
          </Button>
        </>
      }
    >
      <p role="alert">{t('app.stillInText')}</p>
    </Dialog>
  )
  const dialog =
    failed ||
    (asking && (
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
    ))
  const signOut = () => (holdsAnything(person) ? setAsking(true) : leave.mutate())
  return { dialog, signOut, busy: leave.isPending }
}
