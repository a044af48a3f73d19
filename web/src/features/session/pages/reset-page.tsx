import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from 'react-router'
import { Loading, NotLoaded } from '#app/boundary.tsx'
import { Door } from '#app/door.tsx'
import { Problem } from '#app/problem.ts'
import { t } from '#i18n/t.ts'
import { Button, ButtonLink } from '#ui/button.tsx'
import { SecretField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { PageTitle } from '#ui/page.tsx'
import { toast } from '#ui/toast.tsx'
import { resetQuery, useReset } from '../api/reset.ts'

/** `/app/reset/{token}`: the new password, once. */
export function ResetPage() {
  const { token = '' } = useParams()
  const whose = useQuery(resetQuery(token))
  const gone = whose.error instanceof Problem && whose.error.status < 500
  return (
    <Door>
      <div className="narrow">
        {whose.isPending && <Loading />}
        {whose.data && <NewPassword token={token} email={whose.data.email} />}
        {gone && (
          <div className="stack">
            <PageTitle title={t('session.resetGone')} below={t('session.resetGoneText')} />
            <div className="line">
              <ButtonLink kind="ink" to="/app/reset">
                {t('session.resetSend')}
              </ButtonLink>
            </div>
          </div>
        )}
        {whose.error && !gone && <NotLoaded again={() => whose.refetch()} />}
      </div>
    </Door>
  )
}

function NewPassword({ token, email }: { token: string; email: string }) {
  const reset = useReset(token)
  const navigate = useNavigate()
  const form = useForm({ password: '' }, reset.error)
  const submit = form.onSubmit(({ password }) =>
    reset.mutate(password, {
      onSuccess: () => {
        toast(t('session.resetKept'))
        navigate('/app/sign-in', { replace: true })
      },
    }),
  )
  return (
    <form className="stack roomy" onSubmit={submit} ref={form.ref}>
      <PageTitle title={t('session.reset')} below={t('session.resetOf', { email })} />
      <FormTrouble error={reset.error} names={form.names} />
      {/* For the password manager, which keeps a password with its name. */}
      <input
        className="sr"
        type="email"
        autoComplete="username"
        value={email}
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
      <SecretField
        {...form.field('password')}
        label={t('session.choose')}
        hint={t('session.chooseHint')}
        autoComplete="new-password"
        required
      />
      <div className="line">
        <Button kind="ink" type="submit" busy={reset.isPending}>
          {t('session.resetDone')}
        </Button>
      </div>
    </form>
  )
}
