import { useCallback, useMemo } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { type Drawer, putIn, takeOut } from '#app/drawer.ts'
import { useHere } from '#app/here.ts'
import { type Place, placeIn, searchOf } from '../place.ts'

/** The place in the address; which calendars are put aside is kept in this person's browser too. */
export function usePlace(today: string) {
  const { handle, me } = useHere()
  const [search] = useSearchParams()
  const drawer = useMemo(() => ({ person: me.person.id, handle }), [me.person.id, handle])
  const place = useMemo(() => placeIn(search, today, keptAside(drawer)), [search, today, drawer])
  const navigate = useNavigate()
  const turn = useCallback((to: Place) => navigate(searchOf(to), { replace: true }), [navigate])
  const kept = (to: Place) => {
    putIn(drawer, 'calendars-aside', to.without.length > 0 ? to.without : null)
    turn(to)
  }
  return { place, turn, kept }
}
function keptAside(drawer: Drawer): string[] {
  const kept = takeOut(drawer, 'calendars-aside')
  return Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : []
}
