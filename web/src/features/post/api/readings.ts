import { queryOptions } from '@tanstack/react-query'
import { api, everyPage, take } from '#app/api.ts'

/** All figures of a post. A thread on some channels has more of them than one page holds. */
export const readingsQuery = (handle: string, of: { post: string } | { delivery: string }) =>
  queryOptions({
    queryKey: [handle, 'deliveries', 'readings', of],
    queryFn: () =>
      everyPage((after) => take(api.GET('/readings', { params: { query: { ...of, limit: 200, after } } }))),
  })
