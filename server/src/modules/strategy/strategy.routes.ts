import { z } from 'zod'
import { type AnyOperation, idParam, operation } from '#app/http/operation.ts'
import { listPlans } from './plan.view.ts'
import { createPlanPart, updatePlanPart } from './plan-parts.ts'
import { objectiveInput, planAnswer, planInput, planPartChange, priorityInput } from './strategy.input.ts'

const plans = z.strictObject({ items: z.array(planAnswer), next: z.null() })
const made = z.strictObject({ id: z.uuid(), plans: z.array(planAnswer) })
const listed = (items: z.output<typeof planAnswer>[]) => ({ items, next: null })
const common = { tag: 'strategy', who: 'library.change' } as const

export const planOperations: AnyOperation[] = [
  operation({
    id: 'listPlans',
    method: 'get',
    path: '/plans',
    tag: 'strategy',
    who: 'library.read',
    summary: 'The strategic plans with their priorities and objectives',
    answer: plans,
    run: async (ctx) => listed(await listPlans(ctx)),
  }),
  operation({
    id: 'createPlan',
    method: 'post',
    path: '/plans',
    ...common,
    status: 201,
    summary: 'Write down a strategic plan',
    body: planInput,
    answer: made,
    example: { body: { name: 'Open doors', starts: '2025-01-01', ends: '2028-12-31' } },
    run: (ctx, { body }) => createPlanPart(ctx, { kind: 'plan', of: null, ...body }),
  }),
  operation({
    id: 'createPriority',
    method: 'post',
    path: '/priorities',
    ...common,
    status: 201,
    summary: 'Add a priority to a plan',
    body: priorityInput,
    answer: made,
    example: { body: { plan: '01900000-0000-7000-8000-000000000000', name: 'Every child reads' } },
    run: (ctx, { body }) => createPlanPart(ctx, { kind: 'priority', of: body.plan, name: body.name }),
  }),
  operation({
    id: 'createObjective',
    method: 'post',
    path: '/objectives',
    ...common,
    status: 201,
    summary: 'Add an objective to a priority',
    body: objectiveInput,
    answer: made,
    example: {
      body: {
        priority: '01900000-0000-7000-8000-000000000000',
        name: 'Half of all children under five have a library card',
      },
    },
    run: (ctx, { body }) => createPlanPart(ctx, { kind: 'objective', of: body.priority, name: body.name }),
  }),
  ...(['plan', 'priority', 'objective'] as const).map((kind) =>
    operation({
      id: `update${kind[0]!.toUpperCase()}${kind.slice(1)}`,
      method: 'patch',
      path: `/${{ plan: 'plans', priority: 'priorities', objective: 'objectives' }[kind]}/{${kind}}`,
      ...common,
      summary: `Change or retire a ${kind}`.replace('a o', 'an o'),
      params: idParam(kind),
      body: planPartChange,
      answer: plans,
      example: { body: { version: 1, name: 'Another name' } },
      run: async (ctx, { params, body }) => listed(await updatePlanPart(ctx, kind, params[kind] as string, body)),
    }),
  ),
]
