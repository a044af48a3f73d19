import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'
import type { Role } from '#app/api.types.ts'
import { meQuery } from '#app/query.ts'

export const peopleQuery = (handle: string) =>
  queryOptions({ queryKey: [handle, 'people'], queryFn: async () => (await take(api.GET('/people'))).items })
export const invitationsQuery = (handle: string) =>
  queryOptions({
    queryKey: [handle, 'people', 'invitations'],
    queryFn: async () => (await take(api.GET('/people/invitations'))).items,
  })
/** Whoever left last first. */
export const formerQuery = (handle: string) =>
  infiniteQueryOptions({
    queryKey: [handle, 'people', 'former'],
    queryFn: ({ pageParam }) =>
      take(api.GET('/people/former', { params: { query: { limit: 20, ...(pageParam && { after: pageParam }) } } })),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
/** With what hangs on this person: asked when it matters, never kept. */
export const personQuery = (handle: string, person: string) =>
  queryOptions({
    queryKey: [handle, 'people', person],
    queryFn: () => take(api.GET('/people/{person}', { params: { path: { person } } })),
    gcTime: 0,
  })
/** Also those that are retired: somebody may still be limited to one. */
export const everyBranchQuery = (handle: string) =>
  queryOptions({
    queryKey: [handle, 'branches', 'every'],
    queryFn: async () => (await take(api.GET('/branches', { params: { query: { retired: 'true' } } }))).items,
  })

function useAfter(handle: string) {
  const client = useQueryClient()
  return () => {
    // One may change oneself: what the page offers follows from the role.
    client.invalidateQueries({ queryKey: meQuery.queryKey })
    return client.invalidateQueries({ queryKey: [handle, 'people'] })
  }
}

/** Answers the link where no letter went out; it stands in the mutation's own state and goes with it. */
export function useInvite(handle: string) {
  const onSuccess = useAfter(handle)
  return useMutation({
    mutationFn: (body: { email: string; name: string | null; role: Role }) =>
      take(api.POST('/people/invitations', { body })),
    onSuccess,
    gcTime: 0,
  })
}
export function useInviteAgain(handle: string) {
  const onSuccess = useAfter(handle)
  return useMutation({
    mutationFn: (invitation: string) =>
      take(api.POST('/people/invitations/{invitation}/again', { params: { path: { invitation } } })),
    onSuccess,
    gcTime: 0,
  })
}
export function useWithdraw(handle: string) {
  const onSuccess = useAfter(handle)
  return useMutation({
    mutationFn: (invitation: string) =>
      take(api.DELETE('/people/invitations/{invitation}', { params: { path: { invitation } } })),
    onSuccess,
  })
}
export function useChangePerson(handle: string, person: string) {
  const onSuccess = useAfter(handle)
  return useMutation({
    mutationFn: (body: { role?: Role; branches?: string[] }) =>
      take(api.PATCH('/people/{person}', { params: { path: { person } }, body })),
    onSuccess,
  })
}
export function useRemovePerson(handle: string) {
  const onSuccess = useAfter(handle)
  return useMutation({
    mutationFn: (person: string) => take(api.DELETE('/people/{person}', { params: { path: { person } } })),
    onSuccess,
  })
}
export function useCutOff(handle: string) {
  const onSuccess = useAfter(handle)
  return useMutation({
    mutationFn: (person: string) => take(api.POST('/people/{person}/cut-off', { params: { path: { person } } })),
    onSuccess,
  })
}
