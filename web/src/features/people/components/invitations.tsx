import { useQuery } from '@tanstack/react-query'
import { Loading, NotLoaded } from '#app/boundary.tsx'
import { useHere } from '#app/here.ts'
import { shortDate } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { Icon } from '#ui/icon.tsx'
import { Section } from '#ui/section.tsx'
import { toast } from '#ui/toast.tsx'
import { invitationsQuery, useInviteAgain, useWithdraw } from '../api/people.ts'
import { NotMailed } from './invite-part.tsx'

/** Who was asked and has not come yet. Nothing is shown where there is nobody. */
export function Invitations() {
  const { handle, zone } = useHere()
  const invitations = useQuery(invitationsQuery(handle))
  const again = useInviteAgain(handle)
  const withdraw = useWithdraw(handle)
  if (invitations.isPending) return <Loading />
  if (invitations.isError && !invitations.data) return <NotLoaded again={() => invitations.refetch()} />
  if (!invitations.data?.length && !again.data) return null
  const over = (at: string) => new Date(at).getTime() < Date.now()
  return (
    <Section title={t('people.invited')} count={invitations.data?.length ?? 0} className="part roomy">
      <FormTrouble error={again.error ?? withdraw.error} />
      {again.data && !again.data.mailed && again.data.link && <NotMailed link={again.data.link} why={again.data.why} />}
      <ul className="rows">
        {invitations.data?.map((one) => (
          <li className="row wide" key={one.id}>
            <Icon name="mail" />
            <div>
              <h3>{one.name ?? one.email}</h3>
              <p className="small muted">
                {one.name && `${one.email} · `}
                {t(`people.role.${one.role}`)}
                {' · '}
                {over(one.expiresAt)
                  ? t('people.over', { at: shortDate(one.expiresAt, zone) })
                  : t('people.goodUntil', { at: shortDate(one.expiresAt, zone) })}
                {!one.mailedAt && ` · ${t('people.byHand')}`}
              </p>
            </div>
            <div className="act line">
              <Button
                aria-label={t('people.againTo', { email: one.email })}
                onClick={() =>
                  again.mutate(one.id, {
                    onSuccess: (made) => made.mailed && toast(t('people.mailed', { email: one.email })),
                  })
                }
              >
                {t('people.again')}
              </Button>
              <Button
                aria-label={t('people.withdrawFrom', { email: one.email })}
                onClick={() => withdraw.mutate(one.id, { onSuccess: () => toast(t('people.withdrawn')) })}
              >
                {t('people.withdraw')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}
