import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'

/** Whom a post may name on this channel's network. What was just asked is not asked again. */
export const peopleQuery = (handle: string, channel: string, words: string) =>
  queryOptions({
    queryKey: [handle, 'mentions', channel, words.toLowerCase()],
    queryFn: ({ signal }) =>
      take(api.GET('/channels/{channel}/people', { params: { path: { channel }, query: { q: words } }, signal })),
    staleTime: 5 * 60_000,
    retry: false,
  })
