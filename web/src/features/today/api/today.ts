import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'

/** All that the Today page shows of the sender's work, in one answer. */
export const todayQuery = (handle: string) =>
  queryOptions({ queryKey: [handle, 'today'], queryFn: () => take(api.GET('/today')) })

/** Whether this library has written anything yet: asked only when the day is empty. */
export const anyPostQuery = (handle: string) =>
  queryOptions({
    queryKey: [handle, 'posts', 'any'],
    queryFn: async () => (await take(api.GET('/posts', { params: { query: { limit: 1 } } }))).items.length > 0,
  })
