/** Who may do what. Roles fill it today; teams refine it later by `where`. */

import type { Role } from '#db/schema/library.ts'
import type { Actor, Ctx } from './ctx.ts'
import { Problem } from './problem.ts'

const RIGHTS = [
  'library.read',
  'library.change',
  'people.manage',
  'keys.manage',
  'channels.read',
  'channels.manage',
  'posts.read',
  'posts.write',
  'posts.publish',
  'pause',
  'installation',
] as const
export type Right = (typeof RIGHTS)[number]

const READ: Right[] = ['library.read', 'channels.read', 'posts.read']
const ROLE_RIGHTS: Record<Role, readonly Right[]> = {
  administrator: RIGHTS.filter((right) => right !== 'installation'),
  manager: [...READ, 'library.change', 'channels.manage', 'posts.write', 'posts.publish', 'pause'],
  member: [...READ, 'posts.write', 'posts.publish'],
  director: [...READ, 'pause'],
  observer: READ,
}
export const SCOPES = ['read', 'write', 'publish', 'manage', 'installation'] as const
export type Scope = (typeof SCOPES)[number]
export const SCOPE_RIGHTS: Record<Scope, readonly Right[]> = {
  read: READ,
  write: ['posts.write'],
  publish: ['posts.publish', 'pause'],
  manage: ['library.change', 'people.manage', 'keys.manage', 'channels.manage'],
  installation: ['installation'],
}

export interface Where {
  channel?: string
  branch?: string
  area?: string
}

export function rightsOf(actor: Actor): ReadonlySet<Right> {
  if (actor.kind === 'job') return new Set(RIGHTS.filter((right) => right !== 'installation'))
  if (actor.kind === 'api-key') return new Set(actor.scopes.flatMap((scope) => SCOPE_RIGHTS[scope as Scope] ?? []))
  if (actor.kind === 'nobody') return new Set()
  return new Set([
    ...(actor.role ? ROLE_RIGHTS[actor.role] : []),
    ...(actor.installationAdministrator ? (['installation'] as const) : []),
  ])
}

/** @param _where narrows the question to a channel, branch or area; roles alone do not know the difference yet. */
export const may = (ctx: Pick<Ctx, 'actor'>, right: Right, _where: Where = {}): boolean =>
  rightsOf(ctx.actor).has(right)

/** @throws Problem not-allowed that says who can. */
export function need(ctx: Pick<Ctx, 'actor'>, right: Right, where: Where = {}): void {
  if (may(ctx, right, where)) return
  const roles = (Object.keys(ROLE_RIGHTS) as Role[]).filter((role) => ROLE_RIGHTS[role].includes(right))
  const who =
    right === 'installation' ? 'an installation administrator' : `somebody with the role ${roles.join(' or ')}`
  throw new Problem('not-allowed', `This can be done by ${who}.`, { extra: { right } })
}
