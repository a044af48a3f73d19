import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#app/api.ts'

/** @param month `2026-10`; null: the last whole one */
export const monthQuery = (handle: string, month: string | null) =>
  queryOptions({
    queryKey: [handle, 'reports', 'month', month],
    queryFn: () => take(api.GET('/reports/month', { params: { query: month ? { month } : {} } })),
  })
export const recordQuery = (handle: string) =>
  queryOptions({
    queryKey: [handle, 'reports', 'record'],
    queryFn: () => take(api.GET('/delivery-record')),
  })
