import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'

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
