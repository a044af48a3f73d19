import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'

export const goalsQuery = (handle: string) =>
  queryOptions({ queryKey: [handle, 'goals'], queryFn: async () => (await take(api.GET('/goals'))).items })

export const plansQuery = (handle: string) =>
  queryOptions({ queryKey: [handle, 'goals', 'plans'], queryFn: async () => (await take(api.GET('/plans'))).items })
