/** Problem documents (RFC 9457): the one place where a trouble of ours becomes a status. */
import { z } from 'zod'
import { type FieldProblem, Problem, type ProblemKind } from '#app/problem.ts'

const KINDS: Record<ProblemKind, { status: number; title: string }> = {
  'bad-input': { status: 422, title: 'Something in the request is not right' },
  'not-signed-in': { status: 401, title: 'Nobody is signed in' },
  'proof-needed': { status: 401, title: 'Show once more that it is you' },
  'not-allowed': { status: 403, title: 'This is not allowed' },
  'not-found': { status: 404, title: 'Not found' },
  conflict: { status: 409, title: 'This does not fit the present state' },
  'too-large': { status: 413, title: 'This is too large' },
  'unsupported-type': { status: 415, title: 'This kind of file is not taken' },
  'too-many': { status: 429, title: 'Too many requests' },
  'network-trouble': { status: 422, title: 'The network did not agree' },
  unavailable: { status: 503, title: 'Not available just now' },
}
export const PROBLEM_KINDS = KINDS

export function problemResponse(problem: Problem): Response {
  const { status, title } = KINDS[problem.kind]
  const headers: Record<string, string> = { 'content-type': 'application/problem+json', 'cache-control': 'no-store' }
  const retryAfter = problem.extra.retryAfterSeconds
  if (typeof retryAfter === 'number') headers['retry-after'] = String(Math.max(1, Math.ceil(retryAfter)))
  const body = {
    type: `/api/problems/${problem.kind}`,
    title,
    status,
    detail: problem.message,
    fields: problem.fields,
    ...problem.extra,
  }
  return new Response(JSON.stringify(body), { status, headers })
}

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  fields: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })),
})

/** Names each field that zod refused, in words that a person can act on. */
export function fromZod(error: z.ZodError, where: string): Problem {
  const fields = error.issues.flatMap((issue): FieldProblem[] => {
    const path = issue.path.join('.')
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        path: path ? `${path}.${key}` : key,
        code: 'unknown',
        message: `${key} is not known here.`,
      }))
    const missing = issue.code === 'invalid_type' && issue.input === undefined
    return [
      {
        path,
        code: missing ? 'missing' : issue.code.replaceAll('_', '-'),
        message: missing ? 'This is needed.' : `${issue.message}.`.replace(/\.\.$/, '.'),
      },
    ]
  })
  return notRight(fields, where)
}

export function notRight(fields: FieldProblem[], where: string): Problem {
  const names = fields.map((field) => field.path || where).join(', ')
  return new Problem('bad-input', `Not right in the ${where}: ${names}.`, { fields })
}
