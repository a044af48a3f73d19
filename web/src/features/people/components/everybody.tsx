import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Branch, Member } from '#app/api.types.ts'
import { Loading, NotLoaded } from '#app/boundary.tsx'
import { useHere } from '#app/here.ts'
import { listed } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Icon } from '#ui/icon.tsx'
import { Menu, MenuItem } from '#ui/menu.tsx'
import { Section } from '#ui/section.tsx'
import { Time } from '#ui/time.tsx'
import { everyBranchQuery, peopleQuery } from '../api/people.ts'
import { howText, initials, roleText } from '../roles.ts'
import { ChangePerson } from './change-person.tsx'
import { CutOffDialog } from './cut-off-dialog.tsx'
import { RemovePerson } from './remove-person.tsx'

type Doing = { what: 'change' | 'remove' | 'cut-off'; who: Member }

/** Everybody of the library, with role, branches and when they were last here. */
export function Everybody() {
  const { handle, me } = useHere()
  const people = useQuery(peopleQuery(handle))
  const branches = useQuery(everyBranchQuery(handle))
  const [doing, setDoing] = useState<Doing | null>(null)
  const close = () => setDoing(null)
  return (
    <Section title={t('people.everybody')} count={people.data?.length ?? 0} className="part roomy">
      {people.isPending && <Loading />}
      {people.isError && !people.data && <NotLoaded again={() => people.refetch()} />}
      <ul className="rows">
        {people.data?.map((one) => (
          <PersonRow
            key={one.id}
            of={one}
            branches={branches.data ?? []}
            self={one.id === me.person.id}
            act={(what) => setDoing({ what, who: one })}
          />
        ))}
      </ul>
      {doing?.what === 'change' && <ChangePerson of={doing.who} branches={branches.data ?? []} onClose={close} />}
      {doing?.what === 'remove' && <RemovePerson of={doing.who} onClose={close} />}
      {doing?.what === 'cut-off' && <CutOffDialog of={doing.who} onClose={close} />}
    </Section>
  )
}

function PersonRow({
  of: one,
  branches,
  self,
  act,
}: {
  of: Member
  branches: Branch[]
  self: boolean
  act: (what: Doing['what']) => void
}) {
  const { zone } = useHere()
  const where = branches.filter(({ id }) => one.branches.includes(id)).map(({ name }) => name)
  return (
    <li className="row person">
      <span className="initials" aria-hidden="true">
        {initials(one.name)}
      </span>
      <div className="who">
        <h3>
          {one.name}
          {self && <span className="small muted"> {t('people.you')}</span>}
        </h3>
        <p className="small muted">{one.email}</p>
      </div>
      <p className="small role-of">
        <b>{t(`people.role.${one.role}`)}</b>
        <span className="sr">: </span>
        <span className="muted">
          {one.branches.length > 0 ? t('people.onlyAt', { branches: listed(where) }) : t(roleText[one.role])}
        </span>
      </p>
      <div className="way">
        <p className="small">{t(howText(one.signsIn))}</p>
        <p className="small muted">
          {one.lastSeenAt ? (
            <>
              {t('people.lastSeen')} <Time at={one.lastSeenAt} zone={zone} />
            </>
          ) : (
            t('people.notSeen')
          )}
        </p>
      </div>
      <div className="act">
        <Menu
          className="button square"
          button={
            <>
              <Icon name="ellipsis" />
              <span className="sr">{t('people.more', { name: one.name })}</span>
            </>
          }
        >
          <MenuItem icon="user" act={() => act('change')}>
            {t('people.change')}
          </MenuItem>
          {!self && (
            <>
              <MenuItem icon="log-out" act={() => act('remove')}>
                {t('people.remove')}
              </MenuItem>
              <MenuItem icon="lock" ruled act={() => act('cut-off')}>
                {t('people.cutOff')}
              </MenuItem>
            </>
          )}
        </Menu>
      </div>
    </li>
  )
}
