import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useParams } from 'react-router'
import { room } from '#app/address.ts'
import type { Invitation } from '#app/api.types.ts'
import { Loading, NotLoaded } from '#app/boundary.tsx'
import { Door } from '#app/door.tsx'
import { endSession } from '#app/end-session.ts'
import { PasskeyLeft, passkeysWork } from '#app/passkey.ts'
import { Problem } from '#app/problem.ts'
import { t } from '#i18n/t.ts'
import { Button, ButtonLink } from '#ui/button.tsx'
import { SecretField, TextField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { IndexCard } from '#ui/index-card.tsx'
import { PageTitle } from '#ui/page.tsx'
import { invitationQuery } from '../api/invitation.ts'
import { useJoin, useJoinByPasskey } from '../api/sign-in.ts'
import { SignInForm } from '../components/sign-in-form.tsx'

/** `/app/join/{token}`: an invitation or a library's first one-time link. */
export function JoinPage() {
  const { token = '' } = useParams()
  const invitation = useQuery(invitationQuery(token))
  const gone = invitation.error instanceof Problem && invitation.error.status < 500
  return (
    <Door>
      <div className="narrow">
        {invitation.data?.known === false && <JoinForm token={token} invitation={invitation.data} />}
        {invitation.data?.known && <JoinKnown token={token} invitation={invitation.data} />}
        {invitation.isPending && <Loading />}
        {gone && (
          <div className="stack">
            <PageTitle title={t('session.joinGone')} below={t('session.joinGoneText')} />
            <div className="line">
              <ButtonLink to="/app/sign-in">{t('session.signIn')}</ButtonLink>
            </div>
          </div>
        )}
        {invitation.error && !gone && <NotLoaded again={() => invitation.refetch()} />}
      </div>
    </Door>
  )
}

/** Somebody of this email is here already: her own sign-in opens the door, and the library is added to hers. */
function JoinKnown({ token, invitation }: { token: string; invitation: Invitation }) {
  const join = useJoin(token)
  const navigate = useNavigate()
  const client = useQueryClient()
  const leave = useMutation({
    mutationFn: () => endSession(),
    onSuccess: () => {
      client.clear()
      join.reset()
    },
  })
  const enter = () =>
    join.mutate(
      { name: invitation.name ?? invitation.email, password: '' },
      { onSuccess: () => navigate(room.today(invitation.library.handle), { replace: true }) },
    )
  const other = join.error instanceof Problem && join.error.document.code === 'other-person'
  return (
    <IndexCard icon="mail">
      <div className="stack">
        <PageTitle
          title={t('session.joinKnown')}
          below={t('session.joinKnownText', {
            library: invitation.library.name,
            role: t(`app.role.${invitation.role}`),
          })}
        />
        <FormTrouble error={leave.error ?? join.error} />
        {other ? (
          <div className="line">
            <Button kind="ink" busy={leave.isPending} onClick={() => leave.mutate()}>
              {t('session.joinSignOut')}
            </Button>
          </div>
        ) : (
          <SignInForm email={invitation.email} onDone={enter} />
        )}
      </div>
    </IndexCard>
  )
}

function JoinForm({ token, invitation }: { token: string; invitation: Invitation }) {
  const join = useJoin(token)
  const navigate = useNavigate()
  const byPasskey = useJoinByPasskey(token)
  const form = useForm({ name: invitation.name ?? '', password: '' }, byPasskey.error ?? join.error)
  const left = byPasskey.error instanceof PasskeyLeft
  const onSuccess = () => navigate(room.today(invitation.library.handle), { replace: true })
  const submit = form.onSubmit((values) => {
    byPasskey.reset()
    join.mutate(values, { onSuccess })
  })
  const makePasskey = () => {
    join.reset()
    // The name is asked first, whichever way is taken.
    const name = form.ref.current?.elements.namedItem('name')
    if (name instanceof HTMLInputElement && name.reportValidity()) byPasskey.mutate(form.values.name, { onSuccess })
  }
  return (
    <IndexCard icon="mail">
      <form className="stack" onSubmit={submit} ref={form.ref}>
        <PageTitle
          title={t('session.join', { library: invitation.library.name })}
          below={t('session.joinText', { role: t(`app.role.${invitation.role}`) })}
        />
        {!left && <FormTrouble error={byPasskey.error ?? join.error} names={form.names} />}
        <TextField
          {...form.field('name')}
          label={t('session.name')}
          hint={t('session.nameHint')}
          autoComplete="name"
          required
        />
        {invitation.email && (
          <dl className="facts">
            <dt>{t('session.email')}</dt>
            <dd>{invitation.email}</dd>
          </dl>
        )}
        <SecretField
          {...form.field('password')}
          label={t('session.choose')}
          hint={t('session.chooseHint')}
          autoComplete="new-password"
          required
        />
        <div className="line">
          <Button kind="ink" type="submit" busy={join.isPending}>
            {t('session.comeIn')}
          </Button>
        </div>
        {passkeysWork() && (
          <div className="stack">
            <p>{t('session.joinPasskeyText')}</p>
            {left && <p role="status">{t('session.passkeyNotMade')}</p>}
            <div className="line">
              <Button icon="key-round" busy={byPasskey.isPending} onClick={makePasskey}>
                {t('session.joinPasskey')}
              </Button>
            </div>
          </div>
        )}
        <p className="small muted">{t('session.joinEnd')}</p>
      </form>
    </IndexCard>
  )
}
