import { Suspense, useEffect, useRef } from 'react'
import { Outlet, useLocation } from 'react-router'
import { followPerson } from '#i18n/language.ts'
import { t } from '#i18n/t.ts'
import { Toasts } from '#ui/toast.tsx'
import { Boundary, Loading } from './boundary.tsx'
import { Foot } from './foot.tsx'
import { useHere } from './here.ts'
import { Keys } from './keys.tsx'
import { useLive } from './live.ts'
import { Offline } from './offline.tsx'
import { Places } from './places.tsx'
import { Rail } from './rail.tsx'

/** What stands around every room of a library. */
export function Shell() {
  const { handle, me } = useHere()
  const { pathname } = useLocation()
  const main = useRef<HTMLElement>(null)
  const before = useRef(pathname)
  useLive(handle)
  // As one comes in, and never later: nobody's page is loaded anew while she is typing.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what she chooses elsewhere meanwhile waits for the next time
  useEffect(() => {
    if (followPerson(me.person.language)) location.reload()
  }, [])

  useEffect(() => {
    if (before.current === pathname) return
    before.current = pathname
    // A new room: who reads by ear or by keyboard starts at its beginning.
    main.current?.focus()
    scrollTo(0, 0)
  }, [pathname])

  return (
    <>
      <a className="skip" href="#main">
        {t('app.skip')}
      </a>
      <div className="shell">
        <div className="side noprint">
          <Rail />
          <Places />
          <Foot />
        </div>
        <main id="main" tabIndex={-1} ref={main}>
          <div className="page">
            <Offline />
            <Boundary of={pathname}>
              <Suspense fallback={<Loading />}>
                <Outlet />
              </Suspense>
            </Boundary>
          </div>
        </main>
      </div>
      <Toasts />
      <Keys />
    </>
  )
}
