import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'
import type { WholeGoal } from '#goals/types.ts'

export const goalQuery = (handle: string, goal: string, period: string | null) =>
  queryOptions({
    queryKey: [handle, 'goals', goal, period],
    queryFn: () =>
      take(
        api.GET('/goals/{goal}', { params: { path: { goal }, query: period ? { period } : {} } }),
      ) as Promise<WholeGoal>,
  })

export interface Asked {
  measure: string
  per: 'now' | 'month' | 'post'
  channel: string | null
}
export const baselineQuery = (handle: string, { measure, per, channel }: Asked) =>
  queryOptions({
    queryKey: [handle, 'goals', 'baseline', measure, per, channel],
    queryFn: () =>
      take(api.GET('/goals/baseline', { params: { query: { measure, per, ...(channel && { channel }) } } })),
    retry: false,
  })

export interface NewGoal extends Asked {
  objective: string | null
  why: string
  baseline: { value: number; n: number | null; from: string | null; to: string | null; how: 'own' | 'typed' }
  target: number
  due: string
}
export function useMakeGoal(handle: string) {
  return useGoalAct(handle, (body: NewGoal) => take(api.POST('/goals', { body })))
}
export interface ChangedGoal {
  goal: string
  version: number
  target?: number
  due?: string
  why?: string
  name?: string | null
  objective?: string | null
}
export function useChangeGoal(handle: string) {
  return useGoalAct(handle, ({ goal, ...body }: ChangedGoal) =>
    take(api.PATCH('/goals/{goal}', { params: { path: { goal } }, body })),
  )
}
export function useCloseGoal(handle: string) {
  return useGoalAct(handle, ({ goal, ...body }: { goal: string; version: number; reason: string }) =>
    take(api.POST('/goals/{goal}/close', { params: { path: { goal } }, body })),
  )
}
export function useReopenGoal(handle: string) {
  return useGoalAct(handle, ({ goal, version }: { goal: string; version: number }) =>
    take(api.POST('/goals/{goal}/reopen', { params: { path: { goal } }, body: { version } })),
  )
}
/** Today counts the goals: it is read anew with them. */
function useGoalAct<Input, Answer>(handle: string, mutationFn: (input: Input) => Promise<Answer>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    // What was refused may be because it stands otherwise by now.
    onError: () => void client.invalidateQueries({ queryKey: [handle, 'goals'] }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [handle, 'goals'] })
      void client.invalidateQueries({ queryKey: [handle, 'today'] })
    },
  })
}
