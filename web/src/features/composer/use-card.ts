import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useHere } from '#app/here.ts'
import type { Card } from '#posts/types.ts'
import { cardQuery, readCard } from './api/card.ts'
import { differs } from './card.ts'

/** An address that is still being typed is another page at every letter. */
const RESTS_MS = 800

/** The card of a link as it is read now, and when it told something else before. `url` stays the same as long as its part of the page stands. */
export function useCard(url: string) {
  const { handle } = useHere()
  const client = useQueryClient()
  const [rests, setRests] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setRests(true), RESTS_MS)
    return () => clearTimeout(timer)
  }, [])
  const query = cardQuery(handle, rests ? url : null)
  const { data, isError } = useQuery(query)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)

  const last = useRef<Card | null>(null)
  const [before, setBefore] = useState<string | null>(null)
  useEffect(() => {
    const known = last.current
    last.current = data ?? null
    if (!known || !data) setBefore(null)
    else if (differs(known, data)) setBefore(known.readAt)
  }, [data])

  const again = async () => {
    setBusy(true)
    setFailed(false)
    try {
      client.setQueryData(query.queryKey, await readCard(url, true))
    } catch {
      setFailed(true)
    } finally {
      setBusy(false)
    }
  }
  return { card: data ?? null, failed: failed || isError, busy, changedSince: before, again }
}
