import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'
import type { Me } from '#app/api.types.ts'
import { openDrawers } from '#app/drawer.ts'
import { makePasskey, signWithPasskey } from '#app/passkey.ts'
import { meQuery } from '#app/query.ts'
import { sessionBegan } from '#app/session-end.ts'

export interface Credentials {
  email: string
  password: string
  sharedComputer: boolean
}
/** Nobody is in yet: a code is asked for. */
export interface SecondStep {
  secondStep: string
}

/** What is shown about a person is kept from the answer, so that the next page needs no second question. */
function useBegin() {
  const client = useQueryClient()
  return (answer: Me | SecondStep) => {
    if ('secondStep' in answer) return
    client.setQueryData(meQuery.queryKey, answer)
    openDrawers(answer.person.id)
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

export function useSecondStep() {
  const begin = useBegin()
  return useMutation({
    mutationFn: (body: SecondStep & { code: string }) => take(api.POST('/sign-in/code', { body })),
    onSuccess: begin,
  })
}

/** The device shows what it has for this place; no email is typed. */
export function usePasskeySignIn() {
  const begin = useBegin()
  return useMutation({
    mutationFn: async (sharedComputer: boolean) => {
      const passkey = await signWithPasskey(await take(api.POST('/sign-in/passkey/options')))
      return take(api.POST('/sign-in/passkey', { body: { passkey, sharedComputer } }))
    },
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

/** Comes in with a passkey instead of a password: asked for, made by the device, kept with the person. */
export function useJoinByPasskey(token: string) {
  const begin = useBegin()
  return useMutation({
    mutationFn: async (name: string) => {
      const passkey = await makePasskey(await take(api.POST('/join/passkey/options', { body: { token, name } })))
      return take(api.POST('/join', { body: { token, name, passkey } }))
    },
    onSuccess: begin,
  })
}
