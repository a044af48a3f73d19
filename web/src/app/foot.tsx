import { useQuery } from '@tanstack/react-query'
import { t } from '#i18n/t.ts'
import { Boundary } from './boundary.tsx'
import { useHere } from './here.ts'
import { todayQuery } from './query.ts'

/** Who is here, and how many deliveries of the library are out. */
export function Foot() {
  const { me, library, handle } = useHere()
  return (
    <footer className="foot">
      {t('app.personAndRole', { name: me.person.name, role: t(`app.role.${library.role}`) })}
      <Boundary of={handle} quiet>
        <Sent handle={handle} />
      </Boundary>
    </footer>
  )
}

/** Nothing before the first: a zero says nothing of a new library. */
function Sent({ handle }: { handle: string }) {
  const out = useQuery(todayQuery(handle)).data?.out
  return out ? <span className="num">{t('app.sent', { count: out })}</span> : null
}
