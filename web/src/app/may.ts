import type { LibraryOfMine, Role } from '#app/api.types.ts'

/** Roles that write and decide when something goes out; the server holds to the same list (`posts.write`, `posts.publish`). */
export const mayPublish = (role: Role): boolean => ['administrator', 'manager', 'member'].includes(role)

/** Roles that run the library: hours, channels, goals, calendars of others (`library.change`, `channels.manage`). */
export const mayManage = (role: Role): boolean => role === 'administrator' || role === 'manager'

/** Roles that stop all sending, or one channel's (`pause`): the director does, who need not write. */
export const mayPause = (role: Role): boolean => ['administrator', 'manager', 'director'].includes(role)

/** Who writes for some branches writes for those alone; null is the library as a whole (`needBranch` on the server). */
export const mayWriteFor = ({ branches }: LibraryOfMine, branch: string | null): boolean =>
  branches.length === 0 || (branch !== null && branches.includes(branch))

/** Whether a post of this branch, and what is on its way of it, is hers to change: what she may not is not offered, for the server refuses it. */
export const mayChange = (library: LibraryOfMine, branch: string | null): boolean =>
  mayPublish(library.role) && mayWriteFor(library, branch)
