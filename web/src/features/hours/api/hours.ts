import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'
import type { AgreedWords, Branch, Week } from '#app/api.types.ts'

export const closuresQuery = (handle: string) =>
  queryOptions({ queryKey: [handle, 'closures'], queryFn: async () => (await take(api.GET('/closures'))).items })
/** `place` null: the library's own, or a guess. */
export const holidaysQuery = (handle: string, place: string | null, year: number | null) =>
  queryOptions({
    queryKey: [handle, 'closures', 'holidays', place, year],
    queryFn: () =>
      take(
        api.GET('/holidays', {
          params: { query: { ...(place !== null && { place }), ...(year !== null && { year }) } },
        }),
      ),
  })
export const wordsQuery = (handle: string) =>
  queryOptions({
    queryKey: [handle, 'closing-words'],
    queryFn: async () => (await take(api.GET('/closing-words'))).items,
  })

export const useSetHours = (handle: string, branch: string | null) =>
  useAct(handle, (body: Week & { version: number }) =>
    branch === null
      ? take(api.PUT('/hours', { body }))
      : take(api.PUT('/branches/{branch}/hours', { params: { path: { branch } }, body })),
  )
export const useAddBranch = (handle: string) =>
  useAct(handle, (body: { name: string; address: string | null; zone: string | null }) =>
    take(api.POST('/branches', { body })),
  )
export const useChangeBranch = (handle: string) =>
  useAct(handle, ({ id, ...body }: Partial<Branch> & { id: string; version: number }) =>
    take(api.PATCH('/branches/{branch}', { params: { path: { branch: id } }, body })),
  )
export const useAddClosure = (handle: string) =>
  useAct(
    handle,
    (body: {
      branch: string | null
      first: string
      last?: string
      reason: string
      yearly: boolean
      holiday?: string
    }) => take(api.POST('/closures', { body })),
  )
export const useRemoveClosure = (handle: string) =>
  useAct(handle, async (closure: string) => {
    await take(api.DELETE('/closures/{closure}', { params: { path: { closure } } }))
  })
export const useAgree = (handle: string) =>
  useAct(handle, ({ kind, opening, language, version, text }: AgreedWords) =>
    take(api.PUT('/closing-words', { body: { kind, opening, language, version, text } })),
  )

function useAct<Input, Output>(handle: string, mutationFn: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSettled: () =>
      Promise.all(
        ['branches', 'hours', 'closures', 'closing-words', 'calendar'].map((name) =>
          client.invalidateQueries({ queryKey: [handle, name] }),
        ),
      ),
  })
}
