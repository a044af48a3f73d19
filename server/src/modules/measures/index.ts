export { AGES, dueAt, standsFor } from './ages.rules.ts'
