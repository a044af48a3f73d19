import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'
import type { NewClosing } from '#app/api.types.ts'

export const closingsQuery = (handle: string) =>
  queryOptions({ queryKey: [handle, 'closings', 'all'], queryFn: async () => (await take(api.GET('/closings'))).items })
export const closingQuery = (handle: string, id: string) =>
  queryOptions({
    queryKey: [handle, 'closings', id],
    queryFn: () => take(api.GET('/closings/{closing}', { params: { path: { closing: id } } })),
  })

/** What would happen. The last answer stays in sight while the next one comes. `body` null: something is missing. */
export const previewQuery = (handle: string, body: Omit<NewClosing, 'keep' | 'hold'> | null) =>
  queryOptions({
    queryKey: [handle, 'closings', 'preview', body],
    queryFn: () => take(api.POST('/closings/preview', { body: body! })),
    enabled: body !== null,
    placeholderData: keepPreviousData,
    // What goes out is counted anew each time somebody looks.
    staleTime: 0,
  })

export function useDeclare(handle: string) {
  return useAct(handle, (body: NewClosing) => take(api.POST('/closings', { body })))
}
export function useOpenAgain(handle: string, id: string) {
  return useAct(handle, (body: { words?: string; channels?: string[] }) =>
    take(api.POST('/closings/{closing}/end', { params: { path: { closing: id } }, body })),
  )
}
export function useDone(handle: string) {
  return useAct(handle, (delivery: string) =>
    take(api.POST('/deliveries/{delivery}/done', { params: { path: { delivery } }, body: { url: null } })),
  )
}

/** After any of them, Today, calendar and the closings read differently. */
function useAct<Input, Output>(handle: string, mutationFn: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSettled: () =>
      Promise.all(
        ['closings', 'today', 'calendar', 'deliveries', 'posts'].map((name) =>
          client.invalidateQueries({ queryKey: [handle, name] }),
        ),
      ),
  })
}
