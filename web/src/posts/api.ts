import { queryOptions } from '@tanstack/react-query'
import { api, everyPage, take } from '#app/api.ts'

export const postQuery = (handle: string, post: string) =>
  queryOptions({
    queryKey: [handle, 'posts', post],
    queryFn: () => take(api.GET('/posts/{post}', { params: { path: { post } } })),
  })

/** All channels, page by page: there are seldom more than one page holds. */
export const postingChannelsQuery = (handle: string) =>
  queryOptions({
    queryKey: [handle, 'channels', 'posting'],
    queryFn: () => everyPage((after) => take(api.GET('/channels', { params: { query: { limit: 200, after } } }))),
  })

/** A video or captions as they are kept. */
export const contentAddress = (handle: string, file: string): string =>
  `/api/v1/files/${file}/content?library=${encodeURIComponent(handle)}`

/** A picture for a screen; an `img` cannot send the library's header. `width` in pixels. */
export const pictureAddress = (handle: string, file: string, width: number): string =>
  `/api/v1/files/${file}/picture?width=${width}&library=${encodeURIComponent(handle)}`
