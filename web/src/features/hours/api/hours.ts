import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'
import type { AgreedWords, Branch, Week } from '#app/api.types.ts'
import { t } from '#i18n/t.ts'
import { toast } from '#ui/toast.tsx'

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

export const useSetHours = (handle: string, branch: string | null, done: () => void) =>
  useAct(
    handle,
    (body: Week & { version: number }) =>
      branch === null
        ? take(api.PUT('/hours', { body }))
        : take(api.PUT('/branches/{branch}/hours', { params: { path: { branch } }, body })),
    () => {
      toast(t('hours.saved'))
      done()
    },
  )
export const useAddBranch = (handle: string, done: () => void) =>
  useAct(
    handle,
    (body: { name: string; address: string | null; zone: string | null }) => take(api.POST('/branches', { body })),
    ({ name }) => {
      toast(t('hours.added', { name }))
      done()
    },
  )
export const useChangeBranch = (handle: string, done?: (now: Branch) => void) =>
  useAct(
    handle,
    ({ id, ...body }: Partial<Branch> & { id: string; version: number }) =>
      take(api.PATCH('/branches/{branch}', { params: { path: { branch: id } }, body })),
    done,
  )
export const useAddClosure = (handle: string, done?: () => void) =>
  useAct(
    handle,
    (body: {
      branch: string | null
      first: string
      last?: string
      reason: string
      yearly: boolean
      holiday?: string
      starts?: string | null
      ends?: string | null
    }) => take(api.POST('/closures', { body })),
    done,
  )
export const useRemoveClosure = (handle: string, done: () => void) =>
  useAct(
    handle,
    async (closure: string) => {
      await take(api.DELETE('/closures/{closure}', { params: { path: { closure } } }))
    },
    done,
  )
export const useAgree = (handle: string, done: (now: AgreedWords) => void) =>
  useAct(
    handle,
    ({ kind, opening, language, version, text }: AgreedWords) =>
      take(api.PUT('/closing-words', { body: { kind, opening, language, version, text } })),
    (now) => {
      toast(t('hours.agreed'))
      done(now)
    },
  )

/** `done` stands with the mutation and not with its call: what is saved draws its form anew, and the call's own would be forgotten. */
function useAct<Input, Output>(
  handle: string,
  mutationFn: (input: Input) => Promise<Output>,
  done?: (output: Output) => void,
) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: (output) => done?.(output),
    onSettled: () =>
      Promise.all(
        ['branches', 'hours', 'closures', 'closing-words', 'calendar'].map((name) =>
          client.invalidateQueries({ queryKey: [handle, name] }),
        ),
      ),
  })
}
