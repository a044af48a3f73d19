/** What changed from one version of a post to the next beside its words, a line each. Pure. */
import { dateAndClock, languageName } from '#i18n/format.ts'
import { instantOf } from '#i18n/instant.ts'
import { type PlainKey, t } from '#i18n/t.ts'
import type { Version } from '#posts/types.ts'

const NONE = '–'
/** All options but the warning, whose words are shown themselves. */
const optionWords: Record<Exclude<keyof Version['options'], 'warning'>, PlainKey> = {
  visibility: 'post.option.visibility',
  sensitive: 'post.option.sensitive',
  poll: 'post.option.poll',
  replies: 'post.option.replies',
  quotes: 'post.option.quotes',
  card: 'post.option.card',
}
const spoken = (language: string | null): string => (language === null ? NONE : languageName(language))
function timeOf(planned: Version['planned']): string {
  const at = planned && instantOf(planned)
  return at && planned ? dateAndClock(at, planned.zone) : NONE
}

/** The languages of a video's captions, or that nobody speaks in it. */
export function heard({ video }: Version['media'][number]): string {
  if (!video) return NONE
  if (video.noSpeech) return t('post.noSpeech')
  return video.captions.map(({ language }) => languageName(language)).join(', ') || NONE
}

/** All but the words: what was added, taken away or said otherwise. */
export function linesOf(before: Version, after: Version, channelName: (id: string) => string): string[] {
  const lines: string[] = []
  const missingIn = (of: Version, those: Version['media']) =>
    those.filter(({ file }) => !of.media.some((one) => one.file === file))
  const [came, left] = [missingIn(before, after.media), missingIn(after, before.media)]
  const count = (all: Version['media'], films: boolean) => all.filter(({ video }) => Boolean(video) === films).length
  if (count(came, false) > 0) lines.push(t('post.picturesCame', { count: count(came, false) }))
  if (count(left, false) > 0) lines.push(t('post.picturesLeft', { count: count(left, false) }))
  if (count(came, true) > 0) lines.push(t('post.videosCame', { count: count(came, true) }))
  if (count(left, true) > 0) lines.push(t('post.videosLeft', { count: count(left, true) }))
  for (const one of after.media) {
    const then = before.media.find(({ file }) => file === one.file)
    if (then && then.alt !== one.alt)
      lines.push(t('post.altChanged', { before: then.alt || NONE, after: one.alt || NONE }))
    if (then && heard(then) !== heard(one))
      lines.push(t('post.captionsChanged', { before: heard(then), after: heard(one) }))
  }
  for (const id of after.channels)
    if (!before.channels.includes(id)) lines.push(t('post.channelCame', { channel: channelName(id) }))
  for (const id of before.channels)
    if (!after.channels.includes(id)) lines.push(t('post.channelLeft', { channel: channelName(id) }))
  const wording = (of: Version, id: string | null, language: string | null) =>
    of.variants.find((one) => one.channel === id && one.language === language)?.text ?? null
  for (const { channel, language } of [...before.variants, ...after.variants])
    if (wording(before, channel, language) !== wording(after, channel, language)) {
      const line = t('post.wordingChanged', { channel: channel ? channelName(channel) : (language ?? '') })
      if (!lines.includes(line)) lines.push(line)
    }
  if (before.language !== after.language)
    lines.push(t('post.languageChanged', { before: spoken(before.language), after: spoken(after.language) }))
  const [then, now] = [before.planned, after.planned]
  if (then?.date !== now?.date || then?.time !== now?.time || then?.zone !== now?.zone)
    lines.push(t('post.plannedChanged', { before: timeOf(then), after: timeOf(now) }))
  if ((before.options.warning ?? '') !== (after.options.warning ?? ''))
    lines.push(
      t('post.warningChanged', { before: before.options.warning || NONE, after: after.options.warning || NONE }),
    )
  for (const [option, word] of Object.entries(optionWords) as [keyof typeof optionWords, PlainKey][])
    if (JSON.stringify(before.options[option] ?? null) !== JSON.stringify(after.options[option] ?? null))
      lines.push(t('post.optionChanged', { option: t(word) }))
  return lines
}
