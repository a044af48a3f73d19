/** What is answered of a calendar. `calendar.view.ts` writes it as text, and its tests parse it with this. */
import { z } from 'zod'
import { STATES } from '#modules/publishing/index.ts'

const named = z.strictObject({ id: z.uuid(), name: z.string() })
export const calendarAnswer = z.strictObject({
  from: z.string(),
  to: z.string(),
  zone: z.string(),
  channels: z.array(z.strictObject({ id: z.uuid(), name: z.string(), network: z.string() })),
  people: z.array(named),
  branches: z.array(named),
  /** Content areas. */
  areas: z.array(named),
  items: z.array(
    z.strictObject({
      post: z.uuid(),
      title: z.string(),
      at: z.string(),
      by: z.number().optional(),
      branch: z.number().optional(),
      area: z.number().optional(),
      native: z.literal(true).optional(),
      on: z.array(z.strictObject({ channel: z.number(), state: z.enum(STATES), waitingFor: z.string().optional() })),
    }),
  ),
})
