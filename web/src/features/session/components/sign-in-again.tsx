import type { Me } from '#app/api.types.ts'
import { t } from '#i18n/t.ts'
import { Dialog } from '#ui/dialog.tsx'
import { SignInForm } from './sign-in-form.tsx'

/** Over a page whose session ended. The same person goes on where they were; another one starts afresh and sees nothing typed. */
export function SignInAgain({ person, onDone }: { person: Me['person']; onDone: () => void }) {
  const done = (me: Me) => {
    if (me.person.id === person.id) onDone()
    else location.assign('/app')
  }
  return (
    <Dialog title={t('session.ended')}>
      <p>{t('session.endedText')}</p>
      <SignInForm email={person.email} onDone={done} />
    </Dialog>
  )
}
