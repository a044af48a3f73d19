import { written } from '@shelftalker/shared/time/written.ts'
import { isWordKey, say, type WordKey } from '#app/words/say.ts'
import type { Letter } from '#mail/port.ts'
import type { NoticeKind, Recipient } from './notices.rules.ts'
import type { LibraryFacts, Standing } from './standing.view.ts'

export interface LetterFacts {
  notice: string
  kind: NoticeKind
  standing: Standing
  library: Pick<LibraryFacts, 'name' | 'handle' | 'zone'>
  networkName: string
  publicUrl: string | null
}
/** What a network says may be long; the whole stands in the delivery's story. */
const REASON_LENGTH = 400

/** A notice as a letter of plain words: what happened, what was kept, what to do, where. Pure. */
export function letterOf(facts: LetterFacts, { email, language, why }: Recipient): Letter {
  const { kind, standing, library } = facts
  const values = {
    title: oneLine(standing.title) || '…',
    network: facts.networkName,
    channel: oneLine(standing.channelName),
    library: oneLine(library.name),
    part: String(standing.part),
    parts: String(standing.parts),
    due: standing.dueAt ? dueOf(standing.dueAt, library.zone, language) : '',
    who: oneLine(standing.closing?.by ?? standing.who ?? '') || '…',
    held: String(standing.closing?.held ?? 0),
  }
  const line = (key: WordKey, more = {}) => say(language, key, { ...values, ...more })
  const link = linkOf(facts)
  const paragraphs = [
    line(`notice.${kind}.what`),
    reasonOf(standing.reason, line),
    line(`notice.${kind}.kept`),
    line(`notice.${kind}.todo`),
    link ? line('letter.link', { link }) : line('letter.no-link'),
    `${line('letter.library')}\n${line(`letter.why.${why}`)}`,
  ]
  return {
    to: email,
    subject: line(`notice.${kind}.subject`),
    text: `${paragraphs.filter((one) => one !== '').join('\n\n')}\n`,
    messageId: messageIdOf(facts.notice, email),
  }
}

/** Stable for a notice and an address, without telling the address. */
function messageIdOf(notice: string, email: string): string {
  let sum = 0
  for (const char of email.toLowerCase()) sum = (Math.imul(sum, 31) + char.codePointAt(0)!) >>> 0
  return `<notice.${notice}.${sum.toString(36)}@shelftalker>`
}

function linkOf({ publicUrl, library, kind, standing }: LetterFacts): string | null {
  if (!publicUrl) return null
  const home = `${publicUrl}/app/${library.handle}`
  // There it says what holds it, and who may let it go.
  if (kind === 'sending.held') return home
  const page =
    kind === 'administrator.named'
      ? 'people'
      : standing.closing
        ? `closing/${standing.closing.id}`
        : standing.delivery
          ? `deliveries/${standing.delivery}`
          : `channels/${standing.channel}`
  return `${home}/${page}`
}

function reasonOf(reason: string | null, line: (key: WordKey, more?: Record<string, string>) => string): string {
  if (!reason || reason === 'by-hand') return ''
  const known = `reason.${reason}`
  return isWordKey(known) ? line(known) : line('reason.other', { reason: oneLine(reason).slice(0, REASON_LENGTH) })
}

const dueOf = (at: Date, zone: string, language: string): string =>
  written(new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short', timeZone: zone }), at)

/** From outside: a subject has one line. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\s]+/gu, ' ').trim()
