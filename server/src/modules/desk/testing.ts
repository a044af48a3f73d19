/** For tests of the calendar: its text, held to the shape that is promised. */
import type { Ctx } from '#app/ctx.ts'
import { calendarAnswer } from './calendar.answer.ts'
import { calendarOf } from './calendar.view.ts'

export type Filters = Parameters<typeof calendarOf>[3]
/** @throws where the text is no JSON, or has another shape than the interface says */
export const calendarIn = async (ctx: Ctx, from: string, to: string, filters: Filters = {}) =>
  calendarAnswer.parse(JSON.parse((await calendarOf(ctx, from, to, filters)).text))
