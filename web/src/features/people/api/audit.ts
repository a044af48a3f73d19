import { infiniteQueryOptions } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'

/** @param person null: of everybody */
export const auditQuery = (handle: string, person: string | null) =>
  infiniteQueryOptions({
    queryKey: [handle, 'audit', person],
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/audit', {
          params: {
            query: { limit: 50, by: 'people', ...(person && { person }), ...(pageParam && { after: pageParam }) },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })
