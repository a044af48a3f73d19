/** What others and the sender do is seen without reloading: a fact names what is stale, and what is in sight is read again. */
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { meQuery } from './query.ts'

/** By the first word of a fact's kind (`delivery.published`): the names of the queries that it makes stale. */
const stale: Record<string, string[]> = {
  delivery: ['today', 'deliveries', 'posts', 'calendar', 'channels', 'closings'],
  post: ['today', 'posts', 'calendar'],
  channel: ['today', 'channels', 'deliveries', 'calendar'],
  library: ['library', 'today'],
  closing: ['closings', 'today'],
  branch: ['branches', 'hours'],
  hours: ['hours', 'closures', 'calendar-days'],
  installation: ['library', 'today'],
  notice: ['notices'],
  note: ['calendar-days'],
  overlay: ['calendar-days', 'calendar-overlays'],
  presence: ['presence'],
  person: ['people', 'audit'],
  goal: ['goals', 'today'],
  plan: ['goals'],
}

/** How long to wait after the server refused the stream or ended it for good. */
const againMs = 15_000

/** Keeps a stream open for the library while the caller is on the page. */
export function useLive(handle: string): void {
  const client = useQueryClient()
  useEffect(() => {
    let source: EventSource
    let again: ReturnType<typeof setTimeout> | undefined
    const refetch = () => client.invalidateQueries({ queryKey: [handle] })
    const open = () => {
      source = new EventSource(`/api/v1/live?library=${encodeURIComponent(handle)}`)
      source.addEventListener('fact', (event) => heard(client, handle, kindOf(event.data)))
      // The server cannot tell what was missed.
      source.addEventListener('refetch', refetch)
      source.addEventListener('error', () => {
        // After a short break the browser goes on by itself, from the last fact that it heard.
        if (source.readyState !== EventSource.CLOSED) return
        again = setTimeout(() => {
          open()
          refetch()
        }, againMs)
      })
    }
    open()
    return () => {
      clearTimeout(again)
      source.close()
    }
  }, [client, handle])
}

/** Makes stale what a fact of this kind touches; an unknown kind touches nothing that is shown here. */
export function heard(client: Pick<QueryClient, 'invalidateQueries'>, handle: string, kind: string): void {
  // Her own role and branches may be among what changed: what she is offered follows from them.
  if (kind.startsWith('person.')) client.invalidateQueries({ queryKey: meQuery.queryKey })
  for (const name of stale[kind.split('.')[0] ?? ''] ?? []) client.invalidateQueries({ queryKey: [handle, name] })
}

function kindOf(data: unknown): string {
  try {
    const fact: unknown = JSON.parse(String(data))
    const kind = (fact as { kind?: unknown } | null)?.kind
    return typeof kind === 'string' ? kind : ''
  } catch {
    return ''
  }
}
