import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'
import type { Me } from '#app/api.types.ts'
import { openDrawers } from '#app/drawer.ts'
import { meQuery } from '#app/query.ts'
import { sessionBegan } from '#app/session-end.ts'

export interface Credentials {
  email: string
  password: string
  sharedComputer: boolean
}

/** What is shown about a person is kept from the answer, so that the next page needs no second question. */
function useBegin() {
  const client = useQueryClient()
  return (me: Me) => {
    client.setQueryData(meQuery.queryKey, me)
    openDrawers(me.person.id)
    sessionBegan()
  }
}

export function useSignIn() {
  const begin = useBegin()
  return useMutation({
    mutationFn: (body: Credentials) => take(api.POST('/sign-in', { body })),
    onSuccess: begin,
  })
}

export function useJoin(token: string) {
  const begin = useBegin()
  return useMutation({
    mutationFn: (body: { name: string; password: string }) => take(api.POST('/join', { body: { token, ...body } })),
    onSuccess: begin,
  })
}
