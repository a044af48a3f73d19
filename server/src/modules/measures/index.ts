export { AGES, dueAt, standsFor } from './ages.rules.ts'
export { goalOperations } from './goals.routes.ts'
