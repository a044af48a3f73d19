import type { Catalogue } from '../t.ts'

/** Words in Spanish, or some of them: a key that is missing is read in English. */
export type Spanish = Partial<Catalogue>
