import { queryOptions, useMutation } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'

/** What goes and what stays: asked when it matters, never kept. */
export const forgettingQuery = (person: string) =>
  queryOptions({
    queryKey: ['forgetting', person],
    queryFn: () => take(api.GET('/persons/{person}/forgetting', { params: { path: { person } } })),
    gcTime: 0,
    staleTime: 0,
    // A refusal says why it is not to be done, and asking again changes nothing.
    retry: false,
  })

export const useForget = (person: string) =>
  useMutation({
    mutationFn: () => take(api.POST('/persons/{person}/forget', { params: { path: { person } } })),
  })
