/** The closed list of what a verb may answer instead of doing its work. Mapped once to HTTP (app/http/problems.ts). */
export type ProblemKind =
  | 'bad-input'
  | 'not-signed-in'
  /** Signed in, and asked to show it once more (modules/library/proof.ts). */
  | 'proof-needed'
  | 'not-allowed'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'unsupported-type'
  | 'too-many'
  | 'network-trouble'
  | 'unavailable'

export interface FieldProblem {
  /** Where: `library.handle`, `media.0.alt`. */
  path: string
  /** A short stable word: `missing`, `too-long`, `taken`. */
  code: string
  message: string
}

export class Problem extends Error {
  readonly kind: ProblemKind
  readonly fields: FieldProblem[]
  /** Further members of the problem document, e.g. `current`, `triesLeft`, `retryAt`. */
  readonly extra: Record<string, unknown>
  constructor(
    kind: ProblemKind,
    detail: string,
    more: { fields?: FieldProblem[]; extra?: Record<string, unknown> } = {},
  ) {
    super(detail)
    this.name = 'Problem'
    this.kind = kind
    this.fields = more.fields ?? []
    this.extra = more.extra ?? {}
  }
}

export const badInput = (path: string, code: string, message: string) =>
  new Problem('bad-input', message, { fields: [{ path, code, message }] })
/** Also the answer for what another library owns: whether it exists is nobody's business. */
export const notFound = (what: string) => new Problem('not-found', `There is no such ${what} in this library.`)
export const conflict = (detail: string, extra: Record<string, unknown> = {}) =>
  new Problem('conflict', detail, { extra })
