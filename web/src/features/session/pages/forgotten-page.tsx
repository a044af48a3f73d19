import { Door } from '#app/door.tsx'
import { t } from '#i18n/t.ts'
import { Button, ButtonLink } from '#ui/button.tsx'
import { TextField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { PageTitle } from '#ui/page.tsx'
import { useAskReset } from '../api/reset.ts'

/** `/app/reset`: asks for a letter. The answer is the same for every email, so that nobody learns who is here. */
export function ForgottenPage() {
  const ask = useAskReset()
  const form = useForm({ email: '' }, ask.error)
  return (
    <Door>
      <div className="narrow">
        {ask.isSuccess ? (
          <div className="stack" role="status">
            <PageTitle
              title={t('session.resetSent')}
              below={t('session.resetSentText', { email: ask.variables ?? '' })}
            />
            <div className="line">
              <ButtonLink to="/app/sign-in">{t('session.signIn')}</ButtonLink>
            </div>
          </div>
        ) : (
          <form className="stack roomy" onSubmit={form.onSubmit(({ email }) => ask.mutate(email))} ref={form.ref}>
            <PageTitle title={t('session.reset')} below={t('session.resetText')} />
            <FormTrouble error={ask.error} names={form.names} />
            <TextField
              {...form.field('email')}
              label={t('session.email')}
              type="email"
              autoComplete="username"
              required
            />
            <div className="line">
              <Button kind="ink" type="submit" busy={ask.isPending}>
                {t('session.resetSend')}
              </Button>
              <ButtonLink to="/app/sign-in">{t('ui.cancel')}</ButtonLink>
            </div>
          </form>
        )}
      </div>
    </Door>
  )
}
