import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'

/** What the holder of a one-time link may know before using it. */
export const invitationQuery = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: () => take(api.GET('/join/{token}', { params: { path: { token } } })),
  })
