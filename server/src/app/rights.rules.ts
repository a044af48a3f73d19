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
  /** null: what belongs to the library as a whole. */
  branch?: string | null
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

/** The branches that somebody writes for; null: everywhere. Programs and the machine have no such limit. */
export const limitOf = (actor: Actor): readonly string[] | null =>
  actor.kind === 'person' && actor.branches && actor.branches.length > 0 ? actor.branches : null

/** @param where narrows the question to a branch, where somebody writes for some of them only; a channel or area make no difference yet */
export const may = (ctx: Pick<Ctx, 'actor'>, right: Right, where: Where = {}): boolean =>
  rightsOf(ctx.actor).has(right) && (!ABOUT_BRANCHES.includes(right) || within(ctx.actor, where.branch))

/** What a limit to branches limits; reading is everywhere. */
const ABOUT_BRANCHES: readonly Right[] = ['posts.write', 'posts.publish']
function within(actor: Actor, branch: string | null | undefined): boolean {
  const limit = limitOf(actor)
  return limit === null || branch === undefined || (branch !== null && limit.includes(branch))
}

/** @throws Problem not-allowed that says who can. */
export function need(ctx: Pick<Ctx, 'actor'>, right: Right, where: Where = {}): void {
  if (may(ctx, right, where)) return
  if (rightsOf(ctx.actor).has(right))
    throw new Problem(
      'not-allowed',
      where.branch
        ? 'This belongs to a branch that you don’t write for. Ask somebody of that branch.'
        : 'This belongs to the library as a whole, and you write for some of its branches. Ask a colleague who writes for all.',
      { extra: { right, code: 'other-branch' } },
    )
  const roles = (Object.keys(ROLE_RIGHTS) as Role[]).filter((role) => ROLE_RIGHTS[role].includes(right))
  const who =
    right === 'installation' ? 'an installation administrator' : `somebody with the role ${roles.join(' or ')}`
  throw new Problem('not-allowed', `This can be done by ${who}.`, { extra: { right } })
}
