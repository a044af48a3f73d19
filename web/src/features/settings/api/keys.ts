import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'
import type { Scope } from '#app/api.types.ts'

export const keysQuery = (handle: string) =>
  queryOptions({ queryKey: [handle, 'keys'], queryFn: async () => (await take(api.GET('/keys'))).items })

/** Answers the secret, once. It stands in the mutation's own state and goes with it. */
export function useMakeKey(handle: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { name: string; scopes: Scope[]; expiresAt: string | null }) =>
      take(api.POST('/keys', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: [handle, 'keys'] }),
    gcTime: 0,
  })
}
export function useEndKey(handle: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (key: string) => take(api.DELETE('/keys/{key}', { params: { path: { key } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: [handle, 'keys'] }),
  })
}
