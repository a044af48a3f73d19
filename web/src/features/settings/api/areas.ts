import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'
import type { ContentArea } from '#app/api.types.ts'
import { areasQuery } from '#app/query.ts'

/** Retired ones too, so that they can be taken up again. */
export const everyAreaQuery = (handle: string) =>
  queryOptions({
    queryKey: [...areasQuery(handle).queryKey, 'every'],
    queryFn: async () => (await take(api.GET('/content-areas', { params: { query: { retired: 'true' } } }))).items,
  })
export const useAddArea = (handle: string, done: (now: ContentArea) => void) =>
  useAct(handle, (body: { name: string }) => take(api.POST('/content-areas', { body })), done)
export const useChangeArea = (handle: string, done?: (now: ContentArea) => void) =>
  useAct(
    handle,
    ({ id, ...body }: Partial<ContentArea> & { id: string; version: number }) =>
      take(api.PATCH('/content-areas/{area}', { params: { path: { area: id } }, body })),
    done,
  )

function useAct<Input, Output>(
  handle: string,
  mutationFn: (input: Input) => Promise<Output>,
  done?: (output: Output) => void,
) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: done,
    onSettled: () => client.invalidateQueries({ queryKey: areasQuery(handle).queryKey }),
  })
}
