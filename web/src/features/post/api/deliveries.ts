import { queryOptions } from '@tanstack/react-query'
import { api, everyPage, take } from '#app/api.ts'

export const deliveriesQuery = (handle: string, post: string) =>
  queryOptions({
    queryKey: [handle, 'deliveries', 'of', post],
    queryFn: () =>
      everyPage((after) => take(api.GET('/deliveries', { params: { query: { post, limit: 200, after } } }))),
  })

/** One delivery with all that was tried. */
export const storyQuery = (handle: string, delivery: string) =>
  queryOptions({
    queryKey: [handle, 'deliveries', delivery],
    queryFn: () => take(api.GET('/deliveries/{delivery}', { params: { path: { delivery } } })),
  })

export const kitQuery = (handle: string, delivery: string) =>
  queryOptions({
    queryKey: [handle, 'deliveries', delivery, 'kit'],
    queryFn: () => take(api.GET('/deliveries/{delivery}/kit', { params: { path: { delivery } } })),
    staleTime: 300_000,
  })
