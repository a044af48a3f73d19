import type { Role } from '#app/api.types.ts'

/** Roles that decide when something goes out; the server holds to the same list (`posts.publish`). */
export const mayPublish = (role: Role): boolean => ['administrator', 'manager', 'member'].includes(role)
