import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'
import type { Planned } from '#posts/types.ts'

/** What a person does with a delivery; the names are those of `can`. */
export type Act =
  | { deed: 'cancel' | 'publishNow' | 'retry' | 'claim' | 'continue' | 'leave' | 'edit' | 'remove'; delivery: string }
  | { deed: 'move'; delivery: string; when: Planned }
  | { deed: 'settle'; delivery: string; is: 'out' | 'not-out'; url: string | null }
  | { deed: 'done'; delivery: string; url: string | null }

function doDeed(act: Act): Promise<unknown> {
  const params = { path: { delivery: act.delivery } }
  switch (act.deed) {
    case 'cancel':
      return take(api.POST('/deliveries/{delivery}/cancel', { params }))
    case 'publishNow':
      return take(api.POST('/deliveries/{delivery}/publish-now', { params }))
    case 'retry':
      return take(api.POST('/deliveries/{delivery}/retry', { params }))
    case 'claim':
      return take(api.POST('/deliveries/{delivery}/claim', { params }))
    case 'continue':
      return take(api.POST('/deliveries/{delivery}/continue', { params }))
    case 'leave':
      return take(api.POST('/deliveries/{delivery}/leave', { params }))
    case 'remove':
      return take(api.POST('/deliveries/{delivery}/remove', { params }))
    case 'edit':
      return take(api.POST('/deliveries/{delivery}/edit', { params, body: {} }))
    case 'move':
      return take(api.POST('/deliveries/{delivery}/move', { params, body: { when: act.when } }))
    case 'settle':
      return take(api.POST('/deliveries/{delivery}/settle', { params, body: { is: act.is, url: act.url } }))
    case 'done':
      return take(api.POST('/deliveries/{delivery}/done', { params, body: { url: act.url } }))
  }
}

/** Several at once are done one after the other (the parts of a thread); afterwards all that may read differently is read again. */
export function useDeed(handle: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (acts: Act[]) => {
      for (const act of acts) await doDeed(act)
    },
    onSettled: () =>
      Promise.all(
        ['posts', 'deliveries', 'today', 'calendar'].map((name) =>
          client.invalidateQueries({ queryKey: [handle, name] }),
        ),
      ),
  })
}

/** Schedules anew what was just cancelled: the way back behind an Undo. */
export function useReschedule(handle: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ post, channel, when }: { post: string; channel: string; when: Planned }) =>
      take(api.POST('/posts/{post}/submit', { params: { path: { post } }, body: { when, channels: [channel] } })),
    onSettled: () => client.invalidateQueries({ queryKey: [handle] }),
  })
}

/** The bin, and the way out of it. */
export function useBin(handle: string, post: string) {
  const client = useQueryClient()
  const path = { params: { path: { post } } }
  const settled = { onSettled: () => client.invalidateQueries({ queryKey: [handle] }) }
  return {
    bin: useMutation({ mutationFn: () => take(api.DELETE('/posts/{post}', path)), ...settled }),
    restore: useMutation({ mutationFn: () => take(api.POST('/posts/{post}/restore', path)), ...settled }),
  }
}
