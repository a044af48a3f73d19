/** Letters to people about coming in: plain words, one link, nothing of the library's work. Pure. */
import { written } from '@shelftalker/shared/time/written.ts'
import { say } from '#app/words/say.ts'
import type { Letter } from '#mail/port.ts'

export function invitationLetter(of: {
  id: string
  to: { email: string; name: string | null }
  library: { name: string; language: string }
  by: string
  link: string
  expiresAt: Date
  zone: string
}): Letter {
  const { language, name } = of.library
  const values = {
    name: of.to.name ?? '',
    library: name,
    by: of.by,
    link: of.link,
    until: day(language, of.zone, of.expiresAt),
  }
  const line = (key: Parameters<typeof say>[1]) => say(language, key, values)
  return {
    to: of.to.email,
    subject: line('invitation.subject'),
    text: paragraphs(
      of.to.name ? line('invitation.hello') : line('invitation.helloNobody'),
      of.by ? line('invitation.whatBy') : line('invitation.what'),
      of.link,
      line('invitation.until'),
      line('invitation.notYou'),
    ),
    messageId: `<invitation.${of.id}@shelftalker>`,
  }
}

export function resetLetter(of: {
  id: string
  email: string
  language: string
  link: string
  minutes: number
}): Letter {
  const line = (key: Parameters<typeof say>[1]) => say(of.language, key, { minutes: String(of.minutes) })
  return {
    to: of.email,
    subject: line('reset.subject'),
    text: paragraphs(line('reset.what'), of.link, line('reset.until'), line('reset.notYou')),
    messageId: `<reset.${of.id}@shelftalker>`,
  }
}

/** To the new address: the only thing that says that its mailbox is hers. */
export function confirmEmailLetter(of: {
  id: string
  email: string
  name: string
  language: string
  link: string
  hours: number
}): Letter {
  const line = (key: Parameters<typeof say>[1]) => say(of.language, key, { name: of.name, hours: String(of.hours) })
  return {
    to: of.email,
    subject: line('newEmail.subject'),
    text: paragraphs(line('newEmail.what'), of.link, line('newEmail.until'), line('newEmail.notYou')),
    messageId: `<new-email.${of.id}@shelftalker>`,
  }
}

/** To the address that stands, or stood: whoever owns the account hears of it where she reads her letters. */
export function emailNewsLetter(of: {
  id: string
  to: string
  email: string
  language: string
  what: 'asked' | 'done'
}): Letter {
  const line = (key: Parameters<typeof say>[1]) => say(of.language, key, { email: of.email })
  return {
    to: of.to,
    subject: line(of.what === 'asked' ? 'newEmail.askedSubject' : 'newEmail.doneSubject'),
    text: paragraphs(
      line(of.what === 'asked' ? 'newEmail.asked' : 'newEmail.done'),
      line(of.what === 'asked' ? 'newEmail.askedNotYou' : 'newEmail.doneNotYou'),
    ),
    messageId: `<new-email.${of.what}.${of.id}@shelftalker>`,
  }
}

/** The last one: afterwards nobody here knows the address. */
export const forgottenLetter = (of: { id: string; email: string; language: string }): Letter => ({
  to: of.email,
  subject: say(of.language, 'forgotten.subject'),
  text: paragraphs(...(['what', 'backups', 'last'] as const).map((part) => say(of.language, `forgotten.${part}`))),
  messageId: `<forgotten.${of.id}@shelftalker>`,
})

export type SignInNews =
  | 'passkeyAdded'
  | 'passkeyRemoved'
  | 'passkeyCopied'
  | 'stepOn'
  | 'stepOff'
  | 'password'
  | 'passwordByLink'
  | 'code'

/** What changed in how somebody signs in, to who owns the account, so that a change that was not hers is noticed. */
export function signInLetter(of: {
  id: string
  email: string
  language: string
  what: SignInNews
  name: string
}): Letter {
  const line = (key: Parameters<typeof say>[1]) => say(of.language, key, { name: of.name })
  return {
    to: of.email,
    subject: line(of.what.startsWith('password') ? 'signIn.passwordSubject' : 'signIn.subject'),
    text: paragraphs(line(`signIn.${of.what}`), line('signIn.notYou')),
    messageId: `<sign-in.${of.what}.${of.id}@shelftalker>`,
  }
}

const paragraphs = (...all: string[]): string => `${all.join('\n\n')}\n`
const day = (language: string, zone: string, at: Date): string =>
  written(new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short', timeZone: zone }), at)
