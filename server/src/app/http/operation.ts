/**
 * One operation of the HTTP interface: parse → verb or view → answer. Rooms export lists of them; from the same list come the
 * routes, openapi.json, and the table of rights that the security tests walk through.
 */
import { z } from 'zod'
import type { Ctx } from '#app/ctx.ts'
import type { Right } from '#app/rights.rules.ts'
import type { JsonText } from './json-text.ts'

/** `anyone` needs no session; `signed-in` needs a person, no library; else a right within the library of the request. */
type Who = 'anyone' | 'signed-in' | Right

type Shape = z.ZodObject | undefined
type Parsed<S extends Shape> = S extends z.ZodObject ? z.output<S> : undefined

export interface Operation<
  P extends Shape = Shape,
  Q extends Shape = Shape,
  B extends Shape = Shape,
  A extends z.ZodType | null = z.ZodType | null,
  Ahead = unknown,
> {
  /** Verb + noun, stable: `createPost`. */
  id: string
  method: 'get' | 'post' | 'patch' | 'put' | 'delete'
  /** Below /api/v1, with `{name}` for parameters. */
  path: string
  tag: string
  summary: string
  who: Who
  /**
   * A grave act: a person proves again who she is, unless she did within ten minutes. A function: only for such a body, or for such a
   * thing as the address names; asked before the request's transaction is open.
   */
  proof?: true | ((body: Parsed<B>, ctx: Ctx, params: Parsed<P>) => boolean | Promise<boolean>)
  params?: P
  query?: Q
  body?: B
  /** The body is read by the operation itself (uploads). */
  rawBody?: boolean
  /** null: 204, or a raw Response made by the operation. */
  answer: A
  status?: 200 | 201 | 202 | 204
  /** The answer holds a secret: it is never stored for an Idempotency-Key. */
  secret?: boolean
  /**
   * Slow work that is done before the request's one transaction is open (pictures drawn, a stranger's server asked): under an
   * Idempotency-Key the work itself holds a connection. Its answer is handed to `run`; what fails here fails again, and is told, there.
   */
  ahead?(ctx: HttpCtx, input: { params: Parsed<P>; query: Parsed<Q>; body: Parsed<B> }): Promise<Ahead>
  example?: { body?: unknown; answer?: unknown }
  run(
    ctx: HttpCtx,
    input: { params: Parsed<P>; query: Parsed<Q>; body: Parsed<B> },
    /** What `ahead` answered; undefined without an Idempotency-Key, and where it failed. */
    ahead?: Ahead,
  ): Promise<A extends z.ZodType ? z.input<A> | JsonText | Response : unknown>
}
/** What an operation may know of the request beyond its input. */
export interface HttpCtx extends Ctx {
  http_: {
    request: Request
    address: string
    /** Sets the session cookie on the answer, or ends it. */
    setSession(token: string | null, seconds: number | null): void
    origin: string
  }
}
export type AnyOperation = Operation<
  z.ZodObject | undefined,
  z.ZodObject | undefined,
  z.ZodObject | undefined,
  z.ZodType | null
>

/**
 * Whether an `Idempotency-Key` is honoured: for the work of a library only. Coming in is not: its refusals must be kept (a wrong guess is
 * counted), and under a key the whole request is one transaction, which a refusal rolls back.
 */
export const honoursKey = (op: AnyOperation): boolean =>
  op.method === 'post' && !op.rawBody && op.who !== 'anyone' && op.who !== 'signed-in'

export function operation<P extends Shape, Q extends Shape, B extends Shape, A extends z.ZodType | null, Ahead>(
  one: Operation<P, Q, B, A, Ahead>,
): AnyOperation {
  return one as unknown as AnyOperation
}

/** A list: opaque cursor, never more than 200. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  after: z.string().max(200).optional(),
}
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({ items: z.array(item), next: z.string().nullable() })
export const idParam = (name: string) => z.strictObject({ [name]: z.uuid() })
export const when = z.strictObject({ date: z.string(), time: z.string(), zone: z.string() })
/** A day of our time: Postgres has no year 0, and a plan that runs to 9999 is a slip of the keyboard. */
export const day = z.iso
  .date({ abort: true })
  .refine((text) => text >= '1900-01-01' && text <= '2200-12-31', 'Write a date of our time')
export const instant = z.string().meta({ format: 'date-time' })
