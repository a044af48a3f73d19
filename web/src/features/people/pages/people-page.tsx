import { room } from '#app/address.ts'
import { useHere } from '#app/here.ts'
import { t } from '#i18n/t.ts'
import { ButtonLink } from '#ui/button.tsx'
import { PageTitle } from '#ui/page.tsx'
import { Everybody } from '../components/everybody.tsx'
import { Former } from '../components/former.tsx'
import { Invitations } from '../components/invitations.tsx'
import { InvitePart } from '../components/invite-part.tsx'
import { NotYours } from '../components/not-yours.tsx'
import '../people.css'

/** `/app/{handle}/people`: who belongs to the library, who is asked, and how somebody is let go. */
export function PeoplePage() {
  const { library, handle } = useHere()
  if (library.role !== 'administrator') return <NotYours />
  return (
    <>
      <PageTitle
        title={t('people.title')}
        below={t('people.text')}
        actions={
          <>
            <ButtonLink icon="list" to={room.audit(handle)}>
              {t('people.log')}
            </ButtonLink>
            <ButtonLink kind="ink" icon="mail" to="#invite">
              {t('people.invite')}
            </ButtonLink>
          </>
        }
      />
      <div className="stack roomy">
        <Everybody />
        <Invitations />
        <InvitePart />
        <Former />
      </div>
    </>
  )
}
