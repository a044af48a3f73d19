import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from 'react-router'
import { Loading, NotLoaded } from '#app/boundary.tsx'
import { Door } from '#app/door.tsx'
import { Problem } from '#app/problem.ts'
import { t } from '#i18n/t.ts'
import { Button, ButtonLink } from '#ui/button.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { IndexCard } from '#ui/index-card.tsx'
import { PageTitle } from '#ui/page.tsx'
import { toast } from '#ui/toast.tsx'
import { emailLinkQuery, useTakeEmail } from '../api/new-email.ts'

/** `/app/new-email/{token}`: from the letter to a new address. A press takes it: mail programs open links by themselves. */
export function NewEmailPage() {
  const { token = '' } = useParams()
  const link = useQuery(emailLinkQuery(token))
  const gone = link.error instanceof Problem && link.error.status === 404
  return (
    <Door>
      <div className="narrow">
        {link.isPending && <Loading />}
        {link.data && <TakeEmail token={token} {...link.data} />}
        {gone && <Gone />}
        {link.error && !gone && (
          <>
            <FormTrouble error={link.error} />
            <NotLoaded again={() => link.refetch()} />
          </>
        )}
      </div>
    </Door>
  )
}

function Gone() {
  return (
    <div className="stack">
      <PageTitle title={t('session.newEmailGone')} below={t('session.newEmailGoneText')} />
      <div className="line">
        <ButtonLink kind="ink" to="/app">
          {t('session.signIn')}
        </ButtonLink>
      </div>
    </div>
  )
}

function TakeEmail({ token, name, email }: { token: string; name: string; email: string }) {
  const take = useTakeEmail(token)
  const navigate = useNavigate()
  if (take.error instanceof Problem && take.error.status === 404) return <Gone />
  const press = () =>
    take.mutate(undefined, {
      onSuccess: () => {
        toast(t('session.newEmailTaken', { email }))
        // To her library where she is signed in, to the sign-in where she is not.
        navigate('/app', { replace: true })
      },
    })
  return (
    <IndexCard icon="mail">
      <div className="stack">
        <PageTitle title={t('session.newEmail', { name })} below={t('session.newEmailText', { email })} />
        <FormTrouble error={take.error} />
        <div className="line">
          <Button kind="ink" busy={take.isPending} onClick={press}>
            {t('session.newEmailTake')}
          </Button>
        </div>
      </div>
    </IndexCard>
  )
}
