/** What the server's words leave open, as it is said in this language. Pure. */
import { languageName } from '#i18n/format.ts'
import type { Finding } from '#posts/types.ts'

/** The server says a language in English, with its tag: here it is called as the person calls it. */
export const valuesHere = (values: Finding['values']): Finding['values'] =>
  typeof values.tag === 'string' ? { ...values, language: languageName(values.tag) } : values
