import { z } from 'zod'
import type { Ctx, TxCtx } from '#app/ctx.ts'
import { type AnyOperation, idParam, operation } from '#app/http/operation.ts'
import { inTx } from '#app/tx.ts'
import { closeGoal, closeInput, goalChange, goalInput, reopenGoal, updateGoal } from '#modules/strategy/index.ts'
import { baselineAnswer, goalAnswer, goalInList } from './goal.answers.ts'
import { getBaseline, getGoal, goalOf, goalRows, listGoals } from './goal.view.ts'
import { goalCsv } from './goal-csv.ts'
import { makeGoal } from './make-goal.ts'

const goal = idParam('goal')
const common = { tag: 'goals', who: 'library.change' } as const
const read = { method: 'get', tag: 'goals', who: 'posts.read' } as const

export const goalOperations: AnyOperation[] = [
  operation({
    ...read,
    id: 'listGoals',
    path: '/goals',
    summary: 'The goals with how they stand, open ones first',
    answer: z.strictObject({ items: z.array(goalInList), next: z.null() }),
    run: async (ctx) => ({ items: await listGoals(ctx), next: null }),
  }),
  operation({
    ...read,
    id: 'getGoalBaseline',
    path: '/goals/baseline',
    summary: 'Where a goal would begin, proposed from the library’s own figures',
    query: z.strictObject({
      measure: z.string().max(80),
      channel: z.uuid().optional(),
      per: z.enum(['now', 'month', 'post']).optional(),
    }),
    answer: baselineAnswer,
    run: (ctx, { query }) => getBaseline(ctx, { ...query, channel: query.channel ?? null }),
  }),
  operation({
    ...read,
    id: 'getGoal',
    path: '/goals/{goal}',
    summary: 'A goal with its progress, the rows behind the figure and the posts that serve it',
    params: goal,
    query: z.strictObject({ period: z.iso.date().optional() }),
    answer: goalAnswer,
    run: (ctx, { params, query }) => getGoal(ctx, params.goal as string, query.period ?? null),
  }),
  operation({
    ...read,
    id: 'getGoalRows',
    path: '/goals/{goal}/rows.csv',
    summary: 'All readings behind a goal’s line, as a table',
    params: goal,
    answer: null,
    async run(ctx, { params }) {
      const { goal: stated, rows } = await goalRows(ctx, params.goal as string)
      return new Response(goalCsv(stated, rows), {
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="goal-${stated.measure}.csv"`,
          'cache-control': 'no-store',
        },
      })
    },
  }),
  operation({
    ...common,
    id: 'createGoal',
    method: 'post',
    path: '/goals',
    status: 201,
    summary: 'State a goal',
    body: goalInput,
    answer: goalAnswer,
    example: {
      body: { measure: 'engagement.comments', baseline: 40, target: 60, due: '2027-12-31', why: 'Newcomers find us' },
    },
    run: (ctx, { body }) => makeGoal(ctx, body),
  }),
  operation({
    ...common,
    id: 'updateGoal',
    method: 'patch',
    path: '/goals/{goal}',
    summary: 'Change what a goal says; what it said is kept',
    params: goal,
    body: goalChange,
    answer: goalAnswer,
    example: { body: { version: 1, target: 70 } },
    run: (ctx, { params, body }) => after(ctx, params.goal as string, (tx, id) => updateGoal(tx, id, body)),
  }),
  operation({
    ...common,
    id: 'closeGoal',
    method: 'post',
    path: '/goals/{goal}/close',
    summary: 'End a goal, reached or not',
    params: goal,
    body: closeInput,
    answer: goalAnswer,
    example: { body: { version: 1, reason: 'The job center took the hour over.' } },
    run: (ctx, { params, body }) => after(ctx, params.goal as string, (tx, id) => closeGoal(tx, id, body)),
  }),
  operation({
    ...common,
    id: 'reopenGoal',
    method: 'post',
    path: '/goals/{goal}/reopen',
    summary: 'Open a closed goal again',
    params: goal,
    body: closeInput.pick({ version: true }),
    answer: goalAnswer,
    example: { body: { version: 2 } },
    run: (ctx, { params, body }) => after(ctx, params.goal as string, (tx, id) => reopenGoal(tx, id, body.version)),
  }),
]

/** One transaction for the change and what is answered, so that nobody else's change stands between. */
const after = (ctx: Ctx, id: string, change: (tx: TxCtx, id: string) => Promise<unknown>) =>
  inTx(ctx, 'changeGoal', async (tx) => {
    await change(tx, id)
    tx.about({ kind: 'goal', id })
    return goalOf(tx, id)
  })
