import type { paths } from '#app/api.types.ts'

type Json<R> = R extends { content: { 'application/json': infer J } } ? J : never
type Got<P extends keyof paths> = paths[P] extends { get: { responses: { 200: infer R } } } ? Json<R> : never

export type Goal = Got<'/goals'>['items'][number]
export type WholeGoal = Got<'/goals/{goal}'>
export type Progress = Goal['progress']
export type Period = Progress['periods'][number]
export type Plan = Got<'/plans'>['items'][number]
export type GoalState = Progress['state']
