import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'
import type { paths } from '#app/api.types.ts'

export type Notice = paths['/notices']['get']['responses'][200]['content']['application/json']['items'][number]

/** Open notices, newest first, page by page. */
export const noticesQuery = (handle: string) =>
  infiniteQueryOptions({
    queryKey: [handle, 'notices'],
    queryFn: ({ pageParam }) => take(api.GET('/notices', { params: { query: { limit: 50, after: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  })

export function useRead(handle: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => take(api.POST('/notices/{id}/read', { params: { path: { id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: [handle, 'notices'] }),
  })
}
