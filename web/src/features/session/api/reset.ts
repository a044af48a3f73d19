import { queryOptions, useMutation } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'

export const useAskReset = () =>
  useMutation({ mutationFn: (email: string) => take(api.POST('/reset', { body: { email } })) })

/** Whose password it is: for the person, and for her password manager. */
export const resetQuery = (token: string) =>
  queryOptions({
    queryKey: ['reset', token],
    queryFn: () => take(api.GET('/reset/{token}', { params: { path: { token } } })),
    retry: false,
  })
export const useReset = (token: string) =>
  useMutation({ mutationFn: (password: string) => take(api.POST('/reset/done', { body: { token, password } })) })
