import { useHere } from '#app/here.ts'
import { useSignOut } from '#app/sign-out.tsx'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Section } from '#ui/section.tsx'
import { ChangeEmail } from './change-email.tsx'

/** Who is signed in, and the way out of every device. */
export function YouPart() {
  const { person } = useHere().me
  const { dialog, signOut, busy } = useSignOut(true)
  return (
    <Section title={t('settings.you')} id="you" className="part roomy">
      <p>{t('settings.youText', { name: person.name, email: person.email })}</p>
      <ChangeEmail />
      <div className="line">
        <Button busy={busy} onClick={signOut}>
          {t('settings.everywhere')}
        </Button>
        <span className="small muted">{t('settings.everywhereText')}</span>
      </div>
      {dialog}
    </Section>
  )
}
