/** What the server says when it does not do a thing (RFC 9457), as an error that a form can read. */
export interface FieldTrouble {
  path: string
  code: string
  message: string
}

export class Problem extends Error {
  readonly status: number
  readonly fields: FieldTrouble[]
  /** The whole document: an answer may carry more, such as `current` or `triesLeft`. */
  readonly document: Record<string, unknown>
  /** From `Retry-After`, in milliseconds since 1970; null where the server names no time. */
  readonly retryAt: number | null

  constructor(status: number, document: Record<string, unknown>, retryAt: number | null) {
    super(textOf(document.detail) || textOf(document.title))
    this.status = status
    this.document = document
    this.retryAt = retryAt
    this.fields = Array.isArray(document.fields) ? document.fields.filter(isFieldTrouble) : []
  }

  /** What is wrong with the field at this path (`person.email`), or null. */
  at(path: string): string | null {
    return this.fields.find((field) => field.path === path)?.message ?? null
  }
}

/** The same for any error: null if it has nothing to say about the field. */
export const troubleAt = (error: unknown, path: string): string | null =>
  error instanceof Problem ? error.at(path) : null

/** Somebody else saved first: what was sent is about a state that is gone (409). */
export const isClash = (error: unknown): error is Problem => error instanceof Problem && error.status === 409
/** What stands now, as the server says it of a clash; null for anything else. */
export const currentIn = <T>(error: unknown): T | null =>
  isClash(error) ? ((error.document.current as T | undefined) ?? null) : null

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

function isFieldTrouble(value: unknown): value is FieldTrouble {
  const field = value as FieldTrouble | null
  return typeof field?.path === 'string' && typeof field.message === 'string'
}
