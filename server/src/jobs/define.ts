import type { JsonObject } from '@shelftalker/shared/json.ts'
import type { Ctx } from '#app/ctx.ts'
import type { JobKind } from './port.ts'

/** A kind of job and what does it. Rooms export lists of them from `<room>.jobs.ts`. */
export interface Job {
  kind: JobKind<JsonObject>
  run(ctx: Ctx, payload: JsonObject): Promise<void>
}

/** What is written on a job: ids only. */
export type Ticket = { kind: string; library: string | null; payload: JsonObject }

/** @param run gets a ctx of the library in which the job was added, with a job as the actor. It may run twice. Throws to be tried again. */
export function defineJob<P extends JsonObject>(kind: JobKind<P>, run: (ctx: Ctx, payload: P) => Promise<void>): Job {
  return { kind: kind as unknown as JobKind<JsonObject>, run: run as Job['run'] }
}
