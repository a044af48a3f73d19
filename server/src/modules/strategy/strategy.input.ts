import { z } from 'zod'
import { day } from '#app/http/operation.ts'

const said = (max: number) => z.string().trim().min(1).max(max)
/** Beyond this a figure is a slip of the keyboard, and JSON would round it. */
const figure = z.number().min(0).max(1e12)

const position = z.int().min(0).max(10_000)
export const planInput = z.strictObject({
  name: said(200),
  starts: day.nullable().default(null),
  ends: day.nullable().default(null),
})
export const priorityInput = z.strictObject({ plan: z.uuid(), name: said(300) })
export const objectiveInput = z.strictObject({ priority: z.uuid(), name: said(500) })
export const planPartChange = z.strictObject({
  version: z.int32().min(1),
  name: said(500).optional(),
  /** Only a plan has days. */
  starts: day.nullable().optional(),
  ends: day.nullable().optional(),
  /** Its place among those beside it, from 0; the others make room. */
  position: position.optional(),
  /** Retired: no longer offered; its goals stay. */
  retired: z.boolean().optional(),
})
export type PlanPartChange = z.output<typeof planPartChange>

/** A number alone is a typed-in baseline. */
const baseline = z.union([
  figure.transform((value) => ({ value, n: null, from: null, to: null, how: 'typed' as const })),
  z.strictObject({
    value: figure,
    /** Of how many figures it was made. */
    n: z.int32().min(1).nullable().default(null),
    from: day.nullable().default(null),
    to: day.nullable().default(null),
    /** `own`: proposed from the library's own figures. */
    how: z.enum(['own', 'typed']).default('typed'),
  }),
])
export type Baseline = z.output<typeof baseline>

export const goalInput = z.strictObject({
  /** Canonical: `engagement.comments`. */
  measure: z.string().min(1).max(80),
  /** `now`, `month` or `post`; unless given, the usual one of the measure. */
  per: z.enum(['now', 'month', 'post']).optional(),
  /** null: all channels together. */
  channel: z.uuid().nullable().default(null),
  objective: z.uuid().nullable().default(null),
  name: said(200).nullable().default(null),
  why: z.string().trim().max(1_000).default(''),
  /** Unless given: proposed from the library's own figures. */
  baseline: baseline.optional(),
  target: figure,
  /** Unless given: today. */
  starts: day.optional(),
  due: day,
  /** Unless given: whoever makes it. */
  owner: z.uuid().nullable().optional(),
})
export type GoalInput = z.output<typeof goalInput>

/** What is not named stays. Measure, scope and way of counting stay for good: with another one it is another goal. */
export const goalChange = z.strictObject({
  version: z.int32().min(1),
  objective: z.uuid().nullable().optional(),
  name: said(200).nullable().optional(),
  why: z.string().trim().max(1_000).optional(),
  baseline: baseline.optional(),
  target: figure.optional(),
  starts: day.optional(),
  due: day.optional(),
  owner: z.uuid().nullable().optional(),
})
export type GoalChange = z.output<typeof goalChange>
export const closeInput = z.strictObject({
  version: z.int32().min(1),
  reason: z.string().trim().max(1_000).default(''),
})

const person = z.strictObject({ id: z.uuid(), name: z.string() }).nullable()
export const statedGoal = z.strictObject({
  id: z.uuid(),
  version: z.number(),
  measure: z.string(),
  per: z.enum(['now', 'month', 'post']),
  channel: z.strictObject({ id: z.uuid(), name: z.string(), network: z.string() }).nullable(),
  objective: z.uuid().nullable(),
  name: z.string().nullable(),
  why: z.string(),
  baseline: z.strictObject({
    value: z.number(),
    n: z.number().nullable(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    how: z.enum(['own', 'typed']),
  }),
  target: z.number(),
  starts: z.string(),
  due: z.string(),
  owner: person,
  createdAt: z.date(),
  closed: z.strictObject({ at: z.date(), by: person, reason: z.string() }).nullable(),
  /** What it said before, newest first. */
  before: z.array(
    z.strictObject({ version: z.number(), at: z.date(), by: person, target: z.number(), due: z.string() }),
  ),
})
export type StatedGoal = z.output<typeof statedGoal>

const part = { id: z.uuid(), name: z.string(), position: z.number(), retired: z.boolean(), version: z.number() }
const objectiveAnswer = z.strictObject({ ...part, priority: z.uuid() })
const priorityAnswer = z.strictObject({ ...part, plan: z.uuid(), objectives: z.array(objectiveAnswer) })
export const planAnswer = z.strictObject({
  ...part,
  starts: z.string().nullable(),
  ends: z.string().nullable(),
  priorities: z.array(priorityAnswer),
})
export type Plan = z.output<typeof planAnswer>
