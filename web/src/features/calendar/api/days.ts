import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'
import type { paths } from '#app/api.types.ts'

export type Days = paths['/calendar/days']['get']['responses'][200]['content']['application/json']
export type Note = Days['notes'][number]
export type Overlay =
  paths['/calendar/overlays']['get']['responses'][200]['content']['application/json']['items'][number]

/** What stands on the days beside the posts. The calendar is whole without it: it comes when it comes. */
export const daysQuery = (handle: string, from: string, to: string, without: string[]) =>
  queryOptions({
    queryKey: [handle, 'calendar-days', from, to, without.join()],
    queryFn: () =>
      take(
        api.GET('/calendar/days', {
          params: { query: { from, to, ...(without.length > 0 && { without: without.join() }) } },
        }),
      ),
    placeholderData: keepPreviousData,
  })
export const overlaysQuery = (handle: string) =>
  queryOptions({
    queryKey: [handle, 'calendar-overlays'],
    queryFn: async () => (await take(api.GET('/calendar/overlays'))).items,
  })

function useFreshen(handle: string) {
  const client = useQueryClient()
  // Not waited for: the form is free as soon as the server has answered, and what is typed meanwhile stays.
  return () =>
    void Promise.all(
      ['calendar-days', 'calendar-overlays'].map((name) => client.invalidateQueries({ queryKey: [handle, name] })),
    )
}

export interface NoteWords {
  first: string
  last: string
  text: string
}
/** Writes a new note, or changes one. */
export function useSaveNote(handle: string) {
  const onSettled = useFreshen(handle)
  return useMutation({
    mutationFn: ({ note, words }: { note: Pick<Note, 'id' | 'version'> | null; words: NoteWords }) =>
      note
        ? take(
            api.PATCH('/calendar/notes/{note}', {
              params: { path: { note: note.id } },
              body: { version: note.version, ...words },
            }),
          )
        : take(api.POST('/calendar/notes', { body: words })),
    onSettled,
  })
}
export function useNoteStands(handle: string) {
  const onSettled = useFreshen(handle)
  return useMutation({
    mutationFn: ({ id, stands }: { id: string; stands: boolean }) => {
      const params = { path: { note: id } }
      return stands
        ? take(api.POST('/calendar/notes/{note}/restore', { params }))
        : take(api.DELETE('/calendar/notes/{note}', { params }))
    },
    onSettled,
  })
}
export function useOverlayStands(handle: string) {
  const onSettled = useFreshen(handle)
  return useMutation({
    mutationFn: ({ id, stands }: { id: string; stands: boolean }) => {
      const params = { path: { overlay: id } }
      return stands
        ? take(api.POST('/calendar/overlays/{overlay}/restore', { params }))
        : take(api.DELETE('/calendar/overlays/{overlay}', { params }))
    },
    onSettled,
  })
}
export function useRefreshOverlay(handle: string) {
  const onSettled = useFreshen(handle)
  return useMutation({
    mutationFn: (overlay: string) =>
      take(api.POST('/calendar/overlays/{overlay}/refresh', { params: { path: { overlay } } })),
    onSettled,
  })
}
/** By an address, or from a file of this device. */
export function useAddOverlay(handle: string) {
  const onSettled = useFreshen(handle)
  return useMutation({
    mutationFn: (from: { url: string } | { file: File }) => {
      if ('url' in from) return take(api.POST('/calendar/overlays', { body: { url: from.url } }))
      const body = new FormData()
      body.append('file', from.file)
      return take(api.POST('/calendar/overlays/file', { body: body as never, bodySerializer: () => body }))
    },
    onSettled,
  })
}
