import { type AnyOperation, operation } from '#app/http/operation.ts'
import { monthReport } from './month.view.ts'
import { monthQuery, monthReportAnswer } from './reports.input.ts'

export const reportOperations: AnyOperation[] = [
  operation({
    id: 'getMonth',
    method: 'get',
    path: '/reports/month',
    tag: 'reports',
    who: 'posts.read',
    summary: 'A month in figures, by channel',
    query: monthQuery,
    answer: monthReportAnswer,
    run: (ctx, { query }) => monthReport(ctx, query.month ?? null),
  }),
]
