import type { Facts } from '@shelftalker/networks/port.ts'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Loading } from '#app/boundary.tsx'
import { useHere } from '#app/here.ts'
import { t } from '#i18n/t.ts'
import { Fold } from '#ui/fold.tsx'
import { Notice } from '#ui/notice.tsx'
import { signInsQuery } from '../api/channels.ts'
import { secretWords } from '../start-values.ts'

/**
 * The ways to connect: a sign-in at the network first, where it has one that can be done here, and folded below it what is typed in
 * instead. Where it cannot be done the reason stands in its place.
 */
export function ConnectWays({
  facts,
  there,
  typed,
}: {
  facts: Facts
  there: ReactNode
  /** `first`: it is the only way. */
  typed: (first: boolean) => ReactNode
}) {
  const { handle } = useHere()
  const signIns = useQuery({ ...signInsQuery(handle), enabled: facts.can.oauth })
  if (!facts.can.oauth || signIns.isError) return typed(true)
  if (signIns.isPending) return <Loading />
  const { why } = signIns.data.items.find(({ network }) => network === facts.network) ?? { why: null }
  if (why !== null)
    return (
      <>
        <Notice title={t('channels.notThere', { network: facts.name })} text={t(`channels.notThereText.${why}`)} />
        {typed(true)}
      </>
    )
  return (
    <>
      {there}
      <Fold line={t(`channels.or.${secretWords(facts)}`)}>{typed(false)}</Fold>
    </>
  )
}
