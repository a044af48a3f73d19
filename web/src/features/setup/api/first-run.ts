import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { api, take } from '#app/api.ts'
import type { Library, Week } from '#app/api.types.ts'
import { hoursQuery, libraryQuery } from '#app/query.ts'
import type { Step } from '../steps.ts'

type Change = Partial<Pick<Library, 'kind' | 'purpose'>>

/** Marks a step as done or put aside, with what was answered in it. The newest version counts: the first run asks nothing twice. */
export function useMark(handle: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async ({ step, as = 'done', ...change }: { step: Step; as?: 'done' | 'skipped' } & Change) => {
      const { version } = await take(api.GET('/library'))
      return take(api.PATCH('/library', { body: { version, ...change, firstRun: { [step]: as } } }))
    },
    onSuccess: (library) => client.setQueryData(libraryQuery(handle).queryKey, library),
  })
}
/** @param version the one that the week was typed over: who saved hours meanwhile is not written over */
export function useQuickHours(handle: string) {
  const client = useQueryClient()
  const { queryKey } = hoursQuery(handle)
  return useMutation({
    mutationFn: (body: Week & { version: number }) => take(api.PUT('/hours', { body })),
    onSuccess: (saved) =>
      client.setQueryData(queryKey, (before) => before?.map((one) => (one.branch === null ? saved : one))),
    onSettled: () => client.invalidateQueries({ queryKey }),
  })
}
/**
 * A first post at once, on every channel that can be posted to. When something fails in between, the next press goes on with the same post:
 * what is out already is not sent a second time.
 */
export function useFirstPost(handle: string) {
  const client = useQueryClient()
  const made = useRef<string | null>(null)
  // An answer that was lost is asked for again by the same name.
  const creation = useRef({ of: '', key: '' })
  return useMutation({
    mutationFn: async (body: { text: string; channels: string[] }) => {
      const name = JSON.stringify(body)
      if (creation.current.of !== name) creation.current = { of: name, key: crypto.randomUUID() }
      const params = { header: { 'Idempotency-Key': creation.current.key } }
      let post =
        made.current === null
          ? await take(api.POST('/posts', { body, params }))
          : await take(api.GET('/posts/{post}', { params: { path: { post: made.current } } }))
      made.current = post.id
      const path = { path: { post: post.id } }
      // A version is frozen by handing it over.
      if (post.frozen) return post
      if (post.text !== body.text || post.channels.join() !== body.channels.join())
        post = await take(api.PATCH('/posts/{post}', { params: path, body: { version: post.version, ...body } }))
      await take(api.POST('/posts/{post}/submit', { params: path, body: { when: 'now', version: post.version } }))
      return post
    },
    onSettled: () =>
      Promise.all(['today', 'posts', 'calendar'].map((name) => client.invalidateQueries({ queryKey: [handle, name] }))),
  })
}
export const firstWeekQuery = (handle: string) =>
  queryOptions({
    queryKey: [handle, 'hours', 'first-week'],
    queryFn: async () => (await take(api.GET('/first-week'))).items,
  })
export function useTakeWeek(handle: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => take(api.POST('/first-week')),
    onSettled: () =>
      Promise.all(
        ['library', 'today', 'posts', 'calendar'].map((name) => client.invalidateQueries({ queryKey: [handle, name] })),
      ),
  })
}
