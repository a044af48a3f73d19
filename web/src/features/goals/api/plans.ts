import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'
import { plansQuery } from '#goals/api.ts'

/** What is added, and to what. */
export type NewPart =
  | { kind: 'plan'; name: string; starts: string | null; ends: string | null }
  | { kind: 'priority'; of: string; name: string }
  | { kind: 'objective'; of: string; name: string }

export function useAddPart(handle: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (part: NewPart) => {
      if (part.kind === 'plan') {
        const { kind: _, ...body } = part
        return take(api.POST('/plans', { body }))
      }
      if (part.kind === 'priority') return take(api.POST('/priorities', { body: { plan: part.of, name: part.name } }))
      return take(api.POST('/objectives', { body: { priority: part.of, name: part.name } }))
    },
    onSuccess: () => client.invalidateQueries({ queryKey: [handle, 'goals'] }),
  })
}

export type PartKind = NewPart['kind']
export interface PartChange {
  version: number
  name?: string
  starts?: string | null
  ends?: string | null
  position?: number
  retired?: boolean
}
/** Renames, retires, moves. Answered are all plans as they stand then. @throws Problem 409 with `current` where somebody else changed it meanwhile */
export function useChangePart(handle: string, kind: PartKind, id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: PartChange) => {
      if (kind === 'plan') return take(api.PATCH('/plans/{plan}', { params: { path: { plan: id } }, body }))
      if (kind === 'priority')
        return take(api.PATCH('/priorities/{priority}', { params: { path: { priority: id } }, body }))
      return take(api.PATCH('/objectives/{objective}', { params: { path: { objective: id } }, body }))
    },
    onSuccess: ({ items }) => client.setQueryData(plansQuery(handle).queryKey, items),
    // Who lost against somebody sees at once what stands now.
    onError: () => client.invalidateQueries({ queryKey: plansQuery(handle).queryKey }),
  })
}
