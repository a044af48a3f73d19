import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'

/** All that the Today page shows of the sender's work, in one answer. */
export const todayQuery = (handle: string) =>
  queryOptions({ queryKey: [handle, 'today'], queryFn: () => take(api.GET('/today')) })
