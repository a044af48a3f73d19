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
  area: ['areas', 'calendar'],
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
      source.addEventListener('fact', (event) => heard(client, handle, factIn(event.data)))
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

interface Heard {
  kind: string
  /** Of what it tells; null where it does not say. */
  id: string | null
}
/** Makes stale what a fact of this kind touches; an unknown kind touches nothing that is shown here. */
export function heard(client: Pick<QueryClient, 'invalidateQueries'>, handle: string, { kind, id }: Heard): void {
  // Her own role and branches may be among what changed: what she is offered follows from them.
  if (kind.startsWith('person.')) client.invalidateQueries({ queryKey: meQuery.queryKey })
  const first = kind.split('.')[0] ?? ''
  // Asking who is at a post says that one is there oneself: only those ask who have that post open.
  const of = first === 'presence' && id !== null ? [id] : []
  for (const name of stale[first] ?? []) client.invalidateQueries({ queryKey: [handle, name, ...of] })
}

/** What came is text from outside: whatever is not as expected is a fact of no kind. */
export function factIn(data: unknown): Heard {
  try {
    const fact = JSON.parse(String(data)) as { kind?: unknown; subject?: { id?: unknown } | null } | null
    const [kind, id] = [fact?.kind, fact?.subject?.id]
    return { kind: typeof kind === 'string' ? kind : '', id: typeof id === 'string' ? id : null }
  } catch {
    return { kind: '', id: null }
  }
}
