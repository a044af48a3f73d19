import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Link, useLocation } from 'react-router'
import { room } from '#app/address.ts'
import { Loading, NotLoaded } from '#app/boundary.tsx'
import { useHere } from '#app/here.ts'
import { mayManage, mayPause } from '#app/may.ts'
import { libraryQuery } from '#app/query.ts'
import { type PlainKey, t } from '#i18n/t.ts'
import { ButtonLink } from '#ui/button.tsx'
import { PageTitle } from '#ui/page.tsx'
import { Section } from '#ui/section.tsx'
import { AreasPart } from '../components/areas-part.tsx'
import { HostPart } from '../components/host-part.tsx'
import { KeysPart } from '../components/keys-part.tsx'
import { LibraryPart } from '../components/library-part.tsx'
import { PausePart } from '../components/pause-part.tsx'
import { WaysInPart } from '../components/ways-in-part.tsx'
import { YouPart } from '../components/you-part.tsx'
import '../settings.css'

/** `/app/{handle}/settings`: a part that a role never has is not shown. */
export function SettingsPage() {
  const { me, library: mine, handle } = useHere()
  const library = useQuery(libraryQuery(handle))
  const { hash } = useLocation()
  const loaded = library.data !== undefined
  useEffect(() => {
    // The part named in the address exists only once the library is loaded.
    if (loaded && hash) document.getElementById(hash.slice(1))?.scrollIntoView()
  }, [loaded, hash])

  const runs = mine.role === 'administrator'
  const parts: { id: string; word: PlainKey; shown: boolean }[] = [
    { id: 'library', word: 'settings.library', shown: runs },
    { id: 'hours', word: 'settings.hours', shown: mayManage(mine.role) },
    { id: 'areas', word: 'settings.areas', shown: mayManage(mine.role) },
    { id: 'pause', word: 'settings.pause', shown: mayPause(mine.role) },
    { id: 'keys', word: 'settings.keys', shown: runs },
    { id: 'you', word: 'settings.you', shown: true },
    { id: 'sign-in', word: 'settings.signIn', shown: true },
    { id: 'host', word: 'settings.host', shown: me.person.installationAdministrator },
  ]
  const shows = (id: string) => parts.some((part) => part.id === id && part.shown)
  return (
    <>
      <PageTitle title={t('app.settings')} below={t('settings.text')} />
      {library.isPending && <Loading />}
      {library.isError && !library.data && <NotLoaded again={() => library.refetch()} />}
      {library.data && (
        <div className="lay">
          <nav className="toc" aria-label={t('settings.parts')}>
            <ul>
              {parts
                .filter((part) => part.shown)
                .map((part) => (
                  <li key={part.id}>
                    <Link to={`#${part.id}`}>{t(part.word)}</Link>
                  </li>
                ))}
            </ul>
          </nav>
          <div className="stack">
            {shows('library') && <LibraryPart library={library.data} />}
            {shows('hours') && <HoursLink handle={handle} />}
            {shows('areas') && <AreasPart />}
            {shows('pause') && <PausePart library={library.data} />}
            {shows('keys') && <KeysPart />}
            <YouPart />
            <WaysInPart />
            {shows('host') && <HostPart library={library.data} />}
          </div>
        </div>
      )}
    </>
  )
}

/** Large enough for a page of its own. */
function HoursLink({ handle }: { handle: string }) {
  return (
    <Section title={t('settings.hours')} id="hours" className="part roomy">
      <p>{t('settings.hoursText')}</p>
      <div className="line">
        <ButtonLink to={room.hours(handle)}>{t('settings.hoursOpen')}</ButtonLink>
      </div>
    </Section>
  )
}
