import { Suspense } from 'react'
import { Link } from 'react-router'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Icon } from '#ui/icon.tsx'
import { PageTitle } from '#ui/page.tsx'
import { room } from './address.ts'
import type { Me } from './api.types.ts'
import { Door } from './door.tsx'
import { OwnName } from './forget.tsx'
import { firstName } from './here.ts'
import { ProofOver } from './proof-over.tsx'
import { useSignOutOf } from './sign-out.tsx'

/** The libraries of a person, to choose from. */
function Libraries({ me }: { me: Me }) {
  return (
    <ul className="rows">
      {me.libraries.map((library) => (
        <li key={library.id} className="row library">
          <div>
            <Link className="over" to={room.today(library.handle)}>
              {library.name}
            </Link>
            <small className="muted">{t(`app.role.${library.role}`)}</small>
          </div>
          <Icon name="chevron-right" turns />
        </li>
      ))}
    </ul>
  )
}

/** Who belongs to none: the way out, also of a desk's shared computer, and her own name, which is still hers. */
function None({ me }: { me: Me }) {
  const { dialog, signOut, busy } = useSignOutOf(me.person.id)
  return (
    <>
      <div className="line">
        <Button icon="log-out" busy={busy} onClick={signOut}>
          {t('app.signOut')}
        </Button>
      </div>
      {dialog}
      <Suspense>
        <OwnName of={me} />
      </Suspense>
      <ProofOver />
    </>
  )
}

/** At a library's address, where this person is no member. */
export function NoLibrary({ me }: { me: Me }) {
  return (
    <Door>
      <div className="stack">
        <PageTitle title={t('app.noLibrary')} below={t('app.noLibraryText')} />
        {me.libraries.length === 0 ? <None me={me} /> : <Libraries me={me} />}
      </div>
    </Door>
  )
}

/** After signing in, for a person of several libraries, or of none. */
export function WhichLibrary({ me }: { me: Me }) {
  if (me.libraries.length === 0)
    return (
      <Door>
        <div className="stack">
          <PageTitle title={t('app.noneOfYours')} below={t('app.noneOfYoursText')} />
          <None me={me} />
        </div>
      </Door>
    )
  return (
    <Door>
      <div className="stack">
        <PageTitle title={t('app.which', { name: firstName(me.person) })} below={t('app.whichText')} />
        <Libraries me={me} />
      </div>
    </Door>
  )
}
