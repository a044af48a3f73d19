import { told } from '#i18n/t.ts'

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
    const fields = Array.isArray(document.fields) ? document.fields.filter(isFieldTrouble) : []
    const type = textOf(document.type)
    // What a page says of a form by itself is in words already.
    const inWords = type.startsWith(OURS) ? fields.map((one) => ({ ...one, message: fieldWords(one) })) : fields
    const detail = textOf(document.detail) || textOf(document.title)
    // Where one field is all that is wrong, its message is the whole one's too.
    const ofField = fields.length === 1 && fields[0]!.message === detail
    super(ofField ? inWords[0]!.message : wordsOf(type, detail))
    this.status = status
    this.document = document
    this.retryAt = retryAt
    this.fields = inWords
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

const OURS = '/api/problems/'
/** In the language that is read here, by the kind of it (`/api/problems/conflict`); English says it as the server does. */
const wordsOf = (type: string, detail: string): string =>
  type.startsWith(OURS) ? told(`trouble.${type.slice(OURS.length)}`, detail, { detail }) : detail
const fieldWords = ({ code, message }: FieldTrouble): string =>
  told(`field.${code}`, told('field.other', message, { message }))

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

function isFieldTrouble(value: unknown): value is FieldTrouble {
  const field = value as FieldTrouble | null
  return typeof field?.path === 'string' && typeof field.message === 'string'
}
