import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'
import type { Channel } from './types.ts'

export const postQuery = (handle: string, post: string) =>
  queryOptions({
    queryKey: [handle, 'posts', post],
    queryFn: () => take(api.GET('/posts/{post}', { params: { path: { post } } })),
  })

/** All channels, page by page: there are seldom more than one page holds. */
export const postingChannelsQuery = (handle: string) =>
  queryOptions({
    queryKey: [handle, 'channels', 'posting'],
    queryFn: async () => {
      const all: Channel[] = []
      let after: string | undefined
      do {
        const page = await take(api.GET('/channels', { params: { query: { limit: 200, after } } }))
        all.push(...page.items)
        after = page.next ?? undefined
      } while (after)
      return all
    },
  })

/** A picture for a screen; an `img` cannot send the library's header. `width` in pixels. */
export const pictureAddress = (handle: string, file: string, width: number): string =>
  `/api/v1/files/${file}/picture?width=${width}&library=${encodeURIComponent(handle)}`
