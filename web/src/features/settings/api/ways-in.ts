import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'
import { makePasskey } from '#app/passkey.ts'

/** A person's own, the same in every library. */
export const waysInQuery = queryOptions({
  queryKey: ['me', 'sign-in'],
  queryFn: () => take(api.GET('/me/sign-in')),
})
export const sessionsQuery = queryOptions({
  queryKey: ['me', 'sessions'],
  queryFn: async () => (await take(api.GET('/me/sessions'))).items,
})

function useAfter() {
  const client = useQueryClient()
  return async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: waysInQuery.queryKey }),
      client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
    ])
  }
}

export function useChangePassword() {
  const onSuccess = useAfter()
  return useMutation({
    mutationFn: (password: string) => take(api.PUT('/me/password', { body: { password } })),
    onSuccess,
    gcTime: 0,
  })
}
export function useAskEmail() {
  const onSuccess = useAfter()
  return useMutation({
    mutationFn: (email: string) => take(api.POST('/me/email', { body: { email } })),
    onSuccess,
  })
}
export function useCancelEmail() {
  const onSuccess = useAfter()
  return useMutation({ mutationFn: () => take(api.DELETE('/me/email')), onSuccess })
}
export function useAddPasskey() {
  const onSuccess = useAfter()
  return useMutation({
    mutationFn: async (name: string) => {
      const passkey = await makePasskey(await take(api.POST('/me/passkeys/options')))
      return take(api.POST('/me/passkeys', { body: { name, passkey } }))
    },
    onSuccess,
  })
}
export function useRenamePasskey(passkey: string) {
  const onSuccess = useAfter()
  return useMutation({
    mutationFn: (name: string) =>
      take(api.PATCH('/me/passkeys/{passkey}', { params: { path: { passkey } }, body: { name } })),
    onSuccess,
  })
}
export function useRemovePasskey() {
  const onSuccess = useAfter()
  return useMutation({
    mutationFn: (passkey: string) => take(api.DELETE('/me/passkeys/{passkey}', { params: { path: { passkey } } })),
    onSuccess,
  })
}
/** Answers the secret for the app. It stands in the mutation's own state and goes with it, as the codes do. */
export const useBeginSecondStep = () =>
  useMutation({ mutationFn: () => take(api.POST('/me/second-step/begin')), gcTime: 0 })
export function useConfirmSecondStep() {
  const onSuccess = useAfter()
  return useMutation({
    mutationFn: (code: string) => take(api.POST('/me/second-step', { body: { code } })),
    onSuccess,
    gcTime: 0,
  })
}
export function useRenewCodes() {
  const onSuccess = useAfter()
  return useMutation({ mutationFn: () => take(api.POST('/me/second-step/codes')), onSuccess, gcTime: 0 })
}
export function useRemoveSecondStep() {
  const onSuccess = useAfter()
  return useMutation({ mutationFn: () => take(api.DELETE('/me/second-step')), onSuccess })
}
export function useEndSession() {
  const onSuccess = useAfter()
  return useMutation({
    mutationFn: (session: string) => take(api.DELETE('/me/sessions/{session}', { params: { path: { session } } })),
    onSuccess,
  })
}
