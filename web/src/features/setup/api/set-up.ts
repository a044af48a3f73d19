import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'
import type { SetUp } from '#app/api.types.ts'
import { installationQuery } from '#app/query.ts'

/** Makes the first library and its first person, and signs that person in. */
export function useSetUp() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: SetUp) => take(api.POST('/setup', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: installationQuery.queryKey }),
  })
}
