import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useSyncExternalStore } from 'react'
import { Navigate, Outlet, useLocation, useParams } from 'react-router'
import { learnRoom } from '#i18n/rooms.ts'
import { room } from './address.ts'
import { Loading } from './boundary.tsx'
import { HereContext } from './here.ts'
import { NoLibrary } from './no-library.tsx'
import { Problem } from './problem.ts'
import { ProofOver } from './proof-over.tsx'
import { meQuery } from './query.ts'
import { hasEnded, onSessionChange } from './session-end.ts'
import { Unreached } from './unreached.tsx'

const words = () => learnRoom('session')
const SignInAgain = lazy(async () => {
  const [page] = await Promise.all([import('#features/session/components/sign-in-again.tsx'), words()])
  return { default: page.SignInAgain }
})

/**
 * Lets in who is signed in and a member. At the start, who is not goes to the sign-in page and comes back. When the
 * session ends in the middle of work, the page stays as it is, and a dialog over it asks to sign in.
 */
export function Gate() {
  const { handle = '' } = useParams()
  const place = useLocation()
  const me = useQuery(meQuery)
  const client = useQueryClient()
  const ended = useSyncExternalStore(onSessionChange, hasEnded)

  if (!me.data) {
    if (me.isPending) return <Loading />
    if (me.error instanceof Problem && me.error.status === 401)
      return <Navigate to={room.signIn(place.pathname + place.search + place.hash)} replace />
    return <Unreached again={me.refetch} />
  }
  const library = me.data.libraries.find((one) => one.handle === handle)
  if (!library) return <NoLibrary me={me.data} />
  return (
    <HereContext value={{ me: me.data, library, handle, zone: library.zone }}>
      <Outlet />
      <ProofOver />
      {ended && (
        <Suspense>
          <SignInAgain person={me.data.person} onDone={() => client.invalidateQueries()} />
        </Suspense>
      )}
    </HereContext>
  )
}
