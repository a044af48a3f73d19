import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'
import { localIn } from '../local.ts'
import { type Delivery, firstOf, movePlan, type Step, type To } from '../move.ts'
import type { Calendar, Item } from '../stand.ts'

/** The posts from one day to another. What was shown stays until the new ones are there. */
export const calendarQuery = (handle: string, from: string, to: string) =>
  queryOptions({
    queryKey: [handle, 'calendar', from, to],
    queryFn: () => take(api.GET('/calendar', { params: { query: { from, to } } })),
    placeholderData: keepPreviousData,
  })

/** All deliveries of a post, its channels and the parts of its threads, oldest first. */
async function deliveriesOf(post: string): Promise<Delivery[]> {
  const all: Delivery[] = []
  let after: string | undefined
  do {
    const page = await take(
      api.GET('/deliveries', { params: { query: { post, limit: 200, ...(after && { after }) } } }),
    )
    all.push(...page.items)
    after = page.next ?? undefined
  } while (after)
  return all.reverse()
}
export const deliveriesQuery = (handle: string, post: string) =>
  queryOptions({ queryKey: [handle, 'deliveries', 'of', post], queryFn: () => deliveriesOf(post), staleTime: 0 })

/** What became of each step: one that the server refuses keeps no other from going. */
export interface Done {
  done: Step[]
  failed: { network: string; error: unknown }[]
}
async function each(steps: Step[], act: (step: Step) => Promise<unknown>): Promise<Done> {
  const result: Done = { done: [], failed: [] }
  for (const step of steps)
    try {
      await act(step)
      result.done.push(step)
    } catch (error) {
      result.failed.push({ network: step.network, error })
    }
  return result
}
const moveOne = ({ delivery, when }: Step) =>
  take(api.POST('/deliveries/{delivery}/move', { params: { path: { delivery } }, body: { when } }))

/** Moves all of a post that can be moved. What is on the screen goes there at once, and is read again when all is done. */
export function useMovePost(handle: string, zone: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ item, to }: { item: Item; to: To }) =>
      each(
        movePlan(await deliveriesOf(item.post), to, zone, (at) => localIn(at, zone)),
        moveOne,
      ),
    onMutate: async ({ item, to }) => {
      await client.cancelQueries({ queryKey: [handle, 'calendar'] })
      const at = `${to.date}T${'time' in to ? to.time : item.at.slice(11)}`
      client.setQueriesData<Calendar>(
        { queryKey: [handle, 'calendar'] },
        (old) => old && { ...old, items: old.items.map((one) => (one.post === item.post ? { ...one, at } : one)) },
      )
    },
    onSettled: () => freshen(client, handle),
  })
}
/** Moves what was moved, to where it was. */
export function useMoveBack(handle: string) {
  const client = useQueryClient()
  return useMutation({ mutationFn: (steps: Step[]) => each(steps, moveOne), onSettled: () => freshen(client, handle) })
}
/** Cancels a post wherever it has not gone out yet. */
export function useCancelPost(handle: string, zone: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (post: string) =>
      each(
        firstOf(await deliveriesOf(post), 'cancel').map(({ id, network, dueAt }) => {
          const when = localIn(dueAt, zone)
          return { delivery: id, network, when, before: when, dueAt }
        }),
        ({ delivery }) => take(api.POST('/deliveries/{delivery}/cancel', { params: { path: { delivery } } })),
      ),
    onSettled: () => freshen(client, handle),
  })
}

const freshen = (client: ReturnType<typeof useQueryClient>, handle: string) =>
  Promise.all(
    ['calendar', 'today', 'deliveries', 'posts', 'channels'].map((name) =>
      client.invalidateQueries({ queryKey: [handle, name] }),
    ),
  )
