import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'
import { storyQuery } from './deliveries.ts'

/** Posts that one found on the network may be. `q`: words to look for; while others are looked for, those before stay in sight. */
export const likelyQuery = (handle: string, delivery: string, q: string) =>
  queryOptions({
    queryKey: [handle, 'posts', 'likely', delivery, q],
    queryFn: async () => {
      const query = q === '' ? {} : { q }
      return (await take(api.GET('/deliveries/{delivery}/likely-posts', { params: { path: { delivery }, query } })))
        .items
    },
    placeholderData: keepPreviousData,
  })

/**
 * `post` null: a new one. Calendar, Today, goals and figures may read differently afterwards: all is read again, which nobody waits for,
 * because the page that asked goes away by it.
 */
export function useAdopt(handle: string, delivery: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { post: string | null; branch: string | null }) =>
      take(api.POST('/deliveries/{delivery}/adopt', { params: { path: { delivery } }, body })),
    onSettled: () => void client.invalidateQueries({ queryKey: [handle] }),
  })
}

/** Its own page leads to its post as long as it is known to have one: so that is forgotten first. */
export function useDetach(handle: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (delivery: string) =>
      take(api.POST('/deliveries/{delivery}/detach', { params: { path: { delivery } } })),
    onSuccess: (_, delivery) =>
      client.setQueryData(storyQuery(handle, delivery).queryKey, (story) => story && { ...story, post: null }),
    onSettled: () => void client.invalidateQueries({ queryKey: [handle] }),
  })
}
