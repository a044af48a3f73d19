import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'

/** What the page behind a link tells of itself. @param url null: nobody asks yet */
export const cardQuery = (handle: string, url: string | null) =>
  queryOptions({
    queryKey: [handle, 'card', url],
    queryFn: ({ signal }) => readCard(url ?? '', false, signal),
    enabled: url !== null,
    staleTime: 5 * 60_000,
    retry: false,
  })

/** @param again now, whatever is kept */
export const readCard = (url: string, again: boolean, signal?: AbortSignal) =>
  take(
    api.GET('/link-card', {
      params: { query: { url, ...(again && { again: 'true' as const }) } },
      ...(signal && { signal }),
    }),
  )

/** Drawn and served by us. An `img` cannot send the library's header. */
export const cardPictureAddress = (handle: string, url: string, digest: string): string =>
  `/api/v1/link-card/picture?${new URLSearchParams({ url, digest, library: handle })}`
