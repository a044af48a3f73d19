import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'
import type { Library } from '#app/api.types.ts'
import { libraryQuery, meQuery } from '#app/query.ts'

/** Changes the library; the answer is what all pages show from then on. Its name and zone stand in `/me` too. */
export function useChangeLibrary(handle: string) {
  return useLibraryAct(handle, (body: Partial<Library> & { version: number }) => take(api.PATCH('/library', { body })))
}
export function usePause(handle: string) {
  return useLibraryAct(handle, (body: { reason: string; until: string | null }) =>
    take(api.POST('/library/pause', { body })),
  )
}
export function useResume(handle: string) {
  return useLibraryAct(handle, () => take(api.POST('/library/resume')))
}
/** Only the installation administrator: lets a restored system send again. */
export function useRelease(handle: string) {
  return useLibraryAct(handle, () => take(api.POST('/installation/release-sending')))
}

/** After any of them, everything of this library may read differently. */
function useLibraryAct<Input, Output>(handle: string, mutationFn: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: libraryQuery(handle).queryKey }),
        client.invalidateQueries({ queryKey: [handle, 'today'] }),
        client.invalidateQueries({ queryKey: meQuery.queryKey }),
      ]),
  })
}
