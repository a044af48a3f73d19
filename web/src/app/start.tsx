import { useQuery } from '@tanstack/react-query'
import { Navigate } from 'react-router'
import { room } from './address.ts'
import { Loading, NotLoaded } from './boundary.tsx'
import { Door } from './door.tsx'
import { WhichLibrary } from './no-library.tsx'
import { Problem } from './problem.ts'
import { installationQuery, meQuery } from './query.ts'

/** `/app`: to the set-up of a new system, to the sign-in, to one's library, or to the choice of one. */
export function Start() {
  const installation = useQuery(installationQuery)
  const me = useQuery({ ...meQuery, enabled: installation.data?.setUp === true })
  if (installation.data?.setUp === false) return <Navigate to="/app/set-up" replace />
  if (me.data) {
    const [only, another] = me.data.libraries
    return only && !another ? <Navigate to={room.today(only.handle)} replace /> : <WhichLibrary me={me.data} />
  }
  if (me.error instanceof Problem && me.error.status === 401) return <Navigate to={room.signIn('/app')} replace />
  const failed = installation.error ? installation : me.error ? me : null
  return <Door>{failed ? <NotLoaded again={() => failed.refetch()} /> : <Loading />}</Door>
}
