/** Reads are kept by key `[handle, name, …]`, so that libraries never mix and a live fact can name what it makes stale. */
import { QueryClient, queryOptions } from '@tanstack/react-query'
import { api, take } from './api.ts'
import type { Me } from './api.types.ts'
import { Problem } from './problem.ts'

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // The server's "no" is an answer; only a lost answer is asked for again.
      retry: (times, error) => !(error instanceof Problem && error.status < 500) && times < 2,
    },
    mutations: { networkMode: 'always' },
  },
})

export const meQuery = queryOptions({
  queryKey: ['me'],
  // With a session cookie it is always a person; the other answer is for programs with a key.
  queryFn: async () => (await take(api.GET('/me'))) as Me,
  staleTime: 300_000,
})
export const installationQuery = queryOptions({
  queryKey: ['installation'],
  queryFn: () => take(api.GET('/installation')),
})
/** All that Today shows of the sender's work, in one answer; the bar of places counts by it. */
export const todayQuery = (handle: string) =>
  queryOptions({ queryKey: [handle, 'today'], queryFn: () => take(api.GET('/today')) })
export const libraryQuery = (handle: string) =>
  queryOptions({ queryKey: [handle, 'library'], queryFn: () => take(api.GET('/library')), staleTime: 300_000 })

/** Places of the library, and when they are open: closings, settings and the first run ask the same. */
export const branchesQuery = (handle: string) =>
  queryOptions({ queryKey: [handle, 'branches'], queryFn: async () => (await take(api.GET('/branches'))).items })
/** What the library posts about, as it stands now. */
export const areasQuery = (handle: string) =>
  queryOptions({
    queryKey: [handle, 'areas'],
    queryFn: async () => (await take(api.GET('/content-areas'))).items,
    staleTime: 300_000,
  })
export const hoursQuery = (handle: string) =>
  queryOptions({ queryKey: [handle, 'hours'], queryFn: async () => (await take(api.GET('/hours'))).items })
/** What stands just now; Today says it to everybody. */
export const standingClosingsQuery = (handle: string) =>
  queryOptions({
    queryKey: [handle, 'closings', 'standing'],
    queryFn: async () => (await take(api.GET('/closings', { params: { query: { standing: 'true' } } }))).items,
  })
