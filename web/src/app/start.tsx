import { useQuery } from '@tanstack/react-query'
import { Navigate, useSearchParams } from 'react-router'
import { t } from '#i18n/t.ts'
import { ButtonLink } from '#ui/button.tsx'
import { PageTitle } from '#ui/page.tsx'
import { room } from './address.ts'
import { Loading, NotLoaded } from './boundary.tsx'
import { Door } from './door.tsx'
import { WhichLibrary } from './no-library.tsx'
import { Problem } from './problem.ts'
import { installationQuery, meQuery } from './query.ts'

/** A sign-in at a network that came back without a library to go to, as the server's `SignInError`s name it. */
const cameBack = ['over', 'not-signed-in'] as const

/** `/app`: to the set-up of a new system, to the sign-in, to one's library, or to the choice of one. */
export function Start() {
  const installation = useQuery(installationQuery)
  const me = useQuery({ ...meQuery, enabled: installation.data?.setUp === true })
  const [search] = useSearchParams()
  const code = cameBack.find((one) => one === search.get('error'))
  if (code)
    return (
      <Door>
        <div className="stack">
          <PageTitle title={t(`app.cameBack.${code}`)} below={t(`app.cameBackText.${code}`)} />
          <div className="line">
            <ButtonLink kind="ink" to="/app">
              {t('app.goOn')}
            </ButtonLink>
          </div>
        </div>
      </Door>
    )
  if (installation.data?.setUp === false) return <Navigate to="/app/set-up" replace />
  if (me.data) {
    const [only, another] = me.data.libraries
    return only && !another ? <Navigate to={room.today(only.handle)} replace /> : <WhichLibrary me={me.data} />
  }
  if (me.error instanceof Problem && me.error.status === 401) return <Navigate to={room.signIn('/app')} replace />
  const failed = installation.error ? installation : me.error ? me : null
  return <Door>{failed ? <NotLoaded again={() => failed.refetch()} /> : <Loading />}</Door>
}
