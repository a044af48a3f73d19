/** Who hears of what. Pure. */
import type { Role } from '#db/schema/library.ts'
import type { DeliveryState, WaitingFor } from '#db/schema/publishing.ts'

export const NOTICE_KINDS = [
  'delivery.refused',
  'delivery.unknown',
  'delivery.held',
  'delivery.partly',
  'delivery.lost',
  'delivery.doubled',
  'delivery.waiting-for-sign-in',
  'delivery.waiting-for-person',
  'channel.sign-in-again',
  'channel.connected-by-leaver',
  'closing.declared',
  'administrator.named',
  'sending.held',
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]
export const isNoticeKind = (kind: string): kind is NoticeKind => (NOTICE_KINDS as readonly string[]).includes(kind)

/** Posting by hand is the plan and no trouble; all else is. */
export const isGrave = (kind: NoticeKind): boolean => kind !== 'delivery.waiting-for-person'

/** The notice that a delivery in this state deserves, or null (sender.md, 14). */
export function noticeOf(state: DeliveryState, waitingFor: WaitingFor | null): NoticeKind | null {
  if (state === 'refused' || state === 'unknown' || state === 'held' || state === 'partly') return `delivery.${state}`
  if (state !== 'waiting') return null
  return waitingFor === 'sign-in' || waitingFor === 'person' ? `delivery.waiting-for-${waitingFor}` : null
}

export interface Member {
  id: string
  email: string
  language: string
  role: Role
}
type Why = 'author' | 'manager' | 'role-address'
export interface Recipient {
  email: string
  language: string
  why: Why
}

/**
 * To whom a letter goes, each address once.
 * @param author id of the person whose post it is; one who left the library gets none
 * @param language of the library, for the role address
 */
export function recipientsOf(
  kind: NoticeKind,
  {
    author,
    roleAddress,
    members,
    language,
  }: { author: string | null; roleAddress: string | null; members: Member[]; language: string },
): Recipient[] {
  const found: Recipient[] = []
  const add = (email: string, languageOf: string, why: Why) => {
    if (!found.some((one) => one.email.toLowerCase() === email.toLowerCase()))
      found.push({ email, language: languageOf, why })
  }
  const writer = members.find(({ id }) => id === author)
  if (writer) add(writer.email, writer.language, 'author')
  if (roleAddress) add(roleAddress, language, 'role-address')
  if (isGrave(kind) || found.length === 0)
    for (const one of members)
      if (one.role === 'administrator' || one.role === 'manager') add(one.email, one.language, 'manager')
  return found
}
