import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'

/** What stands against the post as saved in `version`. It asks the links too, so it may take some seconds. */
export const checkQuery = (handle: string, post: string | null, version: number | null) =>
  queryOptions({
    queryKey: [handle, 'checks', post, version],
    queryFn: ({ signal }) => take(api.POST('/posts/{post}/check', { params: { path: { post: post ?? '' } }, signal })),
    enabled: post !== null && version !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
