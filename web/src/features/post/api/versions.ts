import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'
import { postQuery } from '#posts/api.ts'
import type { Post, Version } from '#posts/types.ts'

export const versionsQuery = (handle: string, post: string) =>
  queryOptions({
    queryKey: [handle, 'posts', post, 'versions'],
    queryFn: async () => (await take(api.GET('/posts/{post}/versions', { params: { path: { post } } }))).items,
  })
/** A frozen version never changes; the open one goes by its number. */
export const versionQuery = (handle: string, post: string, number: number) =>
  queryOptions({
    queryKey: [handle, 'posts', post, 'versions', number],
    queryFn: () => take(api.GET('/posts/{post}/versions/{number}', { params: { path: { post, number } } })),
  })

/** What it said then becomes the newest version; nothing is overwritten. */
export function useRestore(handle: string, post: Post) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ text, language, options, channels, variants, media }: Version) =>
      take(
        api.PATCH('/posts/{post}', {
          params: { path: { post: post.id } },
          body: { version: post.version, text, language, options, channels, variants, media },
        }),
      ),
    onSuccess: (now) => {
      client.setQueryData(postQuery(handle, post.id).queryKey, now)
      client.invalidateQueries({ queryKey: [handle, 'posts', post.id] })
    },
  })
}
