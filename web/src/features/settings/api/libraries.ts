import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, everyPage, take } from '#app/api.ts'
import type { NewLibrary } from '#app/api.types.ts'

/** Of the whole installation, so its key has no library. */
export const librariesQuery = queryOptions({
  queryKey: ['libraries'],
  queryFn: () =>
    everyPage((after) => take(api.GET('/libraries', { params: { query: { limit: 200, ...(after && { after }) } } }))),
})

/** Of the whole installation too: who belongs to no library any more. */
export const peopleOfNoneQuery = queryOptions({
  queryKey: ['people-of-none'],
  queryFn: () =>
    everyPage((after) =>
      take(api.GET('/installation/people', { params: { query: { limit: 200, ...(after && { after }) } } })),
    ),
})

/** Answers the one-time link for its first person, once. */
export function useAddLibrary() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: NewLibrary) => take(api.POST('/libraries', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: librariesQuery.queryKey }),
    gcTime: 0,
  })
}

/** Answers a link only where no letter went out. */
export function useNameAdministrator(library: string) {
  return useMutation({
    mutationFn: (body: { email: string; name: string | null }) =>
      take(api.POST('/libraries/{library}/administrators', { params: { path: { library } }, body })),
    gcTime: 0,
  })
}
