import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'
import type { paths } from '#app/api.types.ts'
import type { Channel } from '../types.ts'

type Sent<P extends '/channels' | '/channels/sign-in'> = paths[P]['post']['requestBody'] extends {
  content: { 'application/json': infer Body }
}
  ? Body
  : never
export type NewChannel = Sent<'/channels'>
export type SignInStart = Sent<'/channels/sign-in'>

/** All channels: a library has tens of them, so they come at once. */
export const channelsQuery = (handle: string) =>
  queryOptions({
    queryKey: [handle, 'channels', 'all'],
    queryFn: async () => {
      const all: Channel[] = []
      let after: string | undefined
      do {
        const page = await take(api.GET('/channels', { params: { query: { limit: 200, ...(after && { after }) } } }))
        all.push(...page.items)
        after = page.next ?? undefined
      } while (after)
      return all
    },
  })
export const channelQuery = (handle: string, id: string) =>
  queryOptions({
    queryKey: [handle, 'channels', id],
    queryFn: () => take(api.GET('/channels/{channel}', { params: { path: { channel: id } } })),
  })

/** Whether people can be sent to a network's own pages from here. It hangs on how this system is set up, so it is asked once. */
export const signInsQuery = (handle: string) =>
  queryOptions({
    queryKey: [handle, 'sign-ins'],
    queryFn: () => take(api.GET('/channels/sign-in')),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const useAddChannel = (handle: string) =>
  useAct(handle, (body: NewChannel) => take(api.POST('/channels', { body })))

/** Answers the page of the network to go to. */
export function useStartSignIn() {
  return useMutation({
    mutationFn: (body: SignInStart) => take(api.POST('/channels/sign-in', { body })),
    gcTime: 0,
  })
}
const at = (channel: string) => ({ params: { path: { channel } } })

/** `done` is called also where the form has gone meanwhile, because the page heard of it before the answer came. */
export const useConnect = (handle: string, id: string, done: (channel: Channel) => void) =>
  useAct(
    handle,
    (connection: Record<string, string>) =>
      take(api.POST('/channels/{channel}/connect', { ...at(id), body: { connection } })),
    done,
  )
export const useCheck = (handle: string, id: string) =>
  useAct(handle, () => take(api.POST('/channels/{channel}/check', at(id))))
export const useDisconnect = (handle: string, id: string) =>
  useAct(handle, () => take(api.POST('/channels/{channel}/disconnect', at(id))))
export const usePause = (handle: string, id: string) =>
  useAct(handle, (body: { reason: string; until: string | null }) =>
    take(api.POST('/channels/{channel}/pause', { ...at(id), body })),
  )
export const useResume = (handle: string, id: string) =>
  useAct(handle, () => take(api.POST('/channels/{channel}/resume', at(id))))
export const useChange = (handle: string, id: string) =>
  useAct(
    handle,
    (
      body: Partial<Pick<Channel, 'name' | 'state' | 'standing' | 'roleAddress' | 'handle' | 'url'>> & {
        version: number
      },
    ) => take(api.PATCH('/channels/{channel}', { ...at(id), body })),
  )

/** After any of them the channel reads differently, and what waits for it may too. */
function useAct<Input, Output>(
  handle: string,
  mutationFn: (input: Input) => Promise<Output>,
  done?: (output: Output) => void,
) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    // A sign-in holds a secret: it is gone with the page.
    gcTime: 0,
    onSuccess: (output) => done?.(output),
    onSettled: () =>
      Promise.all(
        ['channels', 'today', 'deliveries', 'calendar'].map((name) =>
          client.invalidateQueries({ queryKey: [handle, name] }),
        ),
      ),
  })
}
