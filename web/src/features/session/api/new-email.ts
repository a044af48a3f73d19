import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'

/** Whose account it is, and for which address. */
export const emailLinkQuery = (token: string) =>
  queryOptions({
    queryKey: ['new-email', token],
    queryFn: () => take(api.GET('/new-email/{token}', { params: { path: { token } } })),
    retry: false,
    // Once used it is gone: what was read before is shown until the page is left.
    staleTime: Number.POSITIVE_INFINITY,
  })
export function useTakeEmail(token: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => take(api.POST('/new-email', { body: { token } })),
    // Who is signed in here is shown with the new address.
    onSuccess: () => client.invalidateQueries({ queryKey: ['me'] }),
  })
}
