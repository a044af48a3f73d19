import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'

/** All figures of a post: four ages, some measures, some channels fit one page. */
export const readingsQuery = (handle: string, of: { post: string } | { delivery: string }) =>
  queryOptions({
    queryKey: [handle, 'deliveries', 'readings', of],
    queryFn: async () => (await take(api.GET('/readings', { params: { query: { ...of, limit: 200 } } }))).items,
  })
