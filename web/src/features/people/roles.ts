import type { Member, Role } from '#app/api.types.ts'
import type { PlainKey } from '#i18n/t.ts'

/** In the order in which most are invited. */
export const ROLES: Role[] = ['member', 'manager', 'director', 'observer', 'administrator']
export const isRole = (value: unknown): value is Role => (ROLES as unknown[]).includes(value)
/** What each may do, in a line. */
export const roleText: Record<Role, PlainKey> = {
  member: 'people.does.member',
  manager: 'people.does.manager',
  director: 'people.does.director',
  observer: 'people.does.observer',
  administrator: 'people.does.administrator',
}

/** Letters of a name, for a round mark. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const picked = words.length > 1 ? [words[0]!, words.at(-1)!] : words
  return picked.map((word) => [...word][0]!.toLocaleUpperCase()).join('')
}

/** How strong the way in is, in words; the strongest first. */
export function howText({ password, passkeys, secondStep }: Member['signsIn']): PlainKey {
  if (!password) return 'people.how.passkey'
  if (passkeys > 0) return secondStep ? 'people.how.passkeyAndCode' : 'people.how.passkeyAndPassword'
  return secondStep ? 'people.how.code' : 'people.how.password'
}
