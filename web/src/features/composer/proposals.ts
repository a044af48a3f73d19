/** What is proposed while somebody types, before the server has looked. Pure. */
import type { Finding } from '@shelftalker/shared/checks/finding.ts'
import { hashtagCase } from '@shelftalker/shared/checks/hashtag-case.ts'
import { isEnglish, readable, readingGrade } from '@shelftalker/shared/checks/reading.ts'

export interface Proposal {
  tag: string
  better: string
}

/** Hashtags whose words are known, each once, with a capital for each word. */
export function tagProposals(text: string, language: string | null): Proposal[] {
  const found = hashtagCase({ text, language, style: 'mastodon', media: [] }).filter(({ fix }) => fix)
  const all = found.map((one: Finding) => ({ tag: String(one.message.values.tag), better: one.fix!.text }))
  return all.filter(({ tag }, at) => all.findIndex((one) => one.tag === tag) === at)
}

/** The text with that hashtag written so, wherever it stands: also where more was typed since. */
export function withTag(text: string, { tag, better }: Proposal): string {
  let mended = text
  for (;;) {
    const next = hashtagCase({ text: mended, language: 'en', style: 'mastodon', media: [] }).find(
      ({ at, fix }) => at && fix?.text === better && mended.slice(at.start, at.end) === tag,
    )
    if (!next?.at) return mended
    mended = mended.slice(0, next.at.start) + better + mended.slice(next.at.end)
  }
}

/** The grade that an English text reads like; null where it is too short, or in another language. */
export const gradeOf = (text: string, language: string | null): number | null =>
  isEnglish(language) ? readingGrade(readable(text, 'mastodon')) : null
