import type { Role } from '#app/api.types.ts'

/** Roles that state goals; the server holds to the same list (`library.change`). */
export const mayPlan = (role: Role): boolean => role === 'administrator' || role === 'manager'
