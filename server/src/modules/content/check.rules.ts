/** All that can be said of a post without asking anybody. Pure; links are asked elsewhere. */
import { countFor, styleOf, toldLimits } from '@shelftalker/networks/count.ts'
import { runChecks } from '@shelftalker/shared/checks/run.ts'
import { countGraphemes } from '@shelftalker/shared/text/graphemes.ts'
import { hasOwnBreaks } from '@shelftalker/shared/text/thread.ts'
import type { ChannelFor } from '#modules/channels/index.ts'
import type { Content } from './content.answers.ts'
import { type Finding, finding, ofShared, sourceOf } from './finding.ts'
import { ofPoll } from './poll.rules.ts'
import { type AssetFacts, filmsIn, ofCaptionSizes, ofFilms, ofFilmsOn } from './video.rules.ts'
import type { Worded } from './worded.ts'

export interface CheckFacts {
  post: Content & { noUseAfter: Date | null }
  channels: ChannelFor[]
  /** By asset. */
  useUntil: Map<string, Date | null>
  /** All files that the post names, captions too. */
  assets: Map<string, AssetFacts>
  /** When it would go out; null: not planned yet. */
  dueAt: Date | null
  now: Date
}
export function findingsOf(facts: CheckFacts, worded: Worded[]): Finding[] {
  const { post, assets } = facts
  const films = filmsIn(post.media, assets)
  const pictures = post.media.filter(({ file }) => !films.some(({ use }) => use.file === file))
  return [
    ...ofPost(facts),
    ...ofFilms(films),
    ...ofTexts(facts, worded),
    ...worded.flatMap((one) => [...ofLength(one, post), ...ofOptions(one), ...ofPoll(one, post.media)]),
    ...facts.channels.flatMap((channel) => [
      ...ofMedia(channel, post, pictures),
      ...ofFilmsOn(channel, films, pictures.length),
      ...ofCaptionSizes(channel, films, assets),
      ...ofChannel(channel, post),
    ]),
  ]
}

function ofPost({ post, channels, useUntil, dueAt, now }: CheckFacts): Finding[] {
  const found: Finding[] = []
  if (channels.length === 0) found.push(finding('channels', 'must', 'checks.channels.none', 'channels'))
  const out = dueAt && dueAt > now ? dueAt : now
  if (post.noUseAfter && post.noUseAfter <= out)
    found.push(
      finding('no-use-after', 'must', 'checks.noUseAfter', 'noUseAfter', {
        values: { until: post.noUseAfter.toISOString() },
      }),
    )
  post.media.forEach(({ file }, index) => {
    const until = useUntil.get(file)
    if (until && until <= out)
      found.push(
        finding('use-until', 'must', 'checks.media.useUntil', `media.${index}.file`, {
          values: { number: index + 1, until: until.toISOString() },
        }),
      )
  })
  return found
}

/** Each text is looked at once, as the first channel reads it that gets it; the pictures with the first text. */
function ofTexts({ post, assets }: CheckFacts, worded: Worded[]): Finding[] {
  const films = new Set(filmsIn(post.media, assets).map(({ index }) => index))
  // A video is described by rules of its own; its place stays, so that pictures keep their numbers.
  const media =
    films.size === post.media.length
      ? []
      : post.media.map((one, at) => (films.has(at) ? { ...one, decorative: true } : one))
  const seen = new Set<string>()
  const texts = worded.filter(({ wording }) => !seen.has(wording.text) && seen.add(wording.text))
  const looked =
    texts.length > 0
      ? texts.map(({ channel, wording }) => ({
          ...wording,
          style: styleOf[channel.facts.text.counts],
          of: wording.field === 'text' ? null : channel.id,
        }))
      : [{ text: post.text, written: post.language, style: 'plain' as const, field: 'text', of: null }]
  return looked.flatMap(({ text, written, style, field, of }, index) =>
    runChecks({ text, language: written, style, media: index === 0 ? media : [] })
      .filter((one) => index === 0 || one.rule !== 'alt-text')
      .map((one) => ofShared(one, one.rule === 'alt-text' ? null : of, field)),
  )
}

function ofLength({ channel, wording, parts }: Worded, post: Content): Finding[] {
  const { facts, told, name, id } = channel
  const field = wording.field
  if (wording.language !== null && wording.text.trim() === '')
    return [
      finding('language', 'must', 'checks.language.empty', field, {
        channel: id,
        // The tag beside it: a page in another language names the language in its own.
        values: { channel: name, language: languageName(wording.language), tag: wording.language },
      }),
    ]
  if (parts.length === 1 && parts[0]!.text === '' && post.media.length === 0)
    return [finding('nothing', 'must', 'checks.nothing', field, { channel: id })]
  const found: Finding[] = []
  parts.forEach((part, index) => {
    if (!part.over) return
    const { max, maxBytes } = countFor(facts, told, '')
    const values = {
      count: part.count,
      max: max ?? 0,
      over: part.count - (max ?? 0),
      bytes: part.bytes,
      number: index + 1,
      channel: name,
    }
    const fact = facts.text.max ?? facts.text.maxBytes
    const rest = { channel: id, ...(fact && { source: sourceOf(facts.name, fact) }) }
    if (max !== null && part.count > max)
      found.push(
        finding('length', 'must', parts.length > 1 ? 'checks.length.part' : 'checks.length.over', field, {
          ...rest,
          values,
        }),
      )
    else
      found.push(
        finding('length', 'must', 'checks.length.bytes', field, { ...rest, values: { ...values, max: maxBytes ?? 0 } }),
      )
  })
  const own = hasOwnBreaks(wording.text)
  if (own && !facts.can.threads)
    found.push(finding('thread', 'look', 'checks.thread.none', field, { channel: id, values: { channel: name } }))
  if (!own && parts.length > 1)
    found.push(
      finding('thread', 'look', 'checks.thread.proposed', field, {
        channel: id,
        values: { channel: name, parts: parts.length },
      }),
    )
  return found
}

/** In English; the tag itself where it is no language that has a name. */
function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames('en', { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}

function ofOptions({ channel: { facts, name, id }, wording }: Worded): Finding[] {
  const found: Finding[] = []
  const rest = { channel: id, values: { channel: name } }
  const field = wording.variant === null ? 'options' : `variants.${wording.variant}.options`
  if (wording.options.warning && !facts.can.warning)
    found.push(finding('warning', 'look', 'checks.options.warning', `${field}.warning`, rest))
  const { visibility = 'public' } = wording.options
  // What was meant for few must not be shown to all; what was only meant to be quiet may.
  if (visibility !== 'public' && !facts.can.visibility)
    found.push(
      finding(
        'visibility',
        visibility === 'private' ? 'must' : 'look',
        'checks.options.visibility',
        `${field}.visibility`,
        rest,
      ),
    )
  const { replies, quotes } = wording.options
  // What was to be quiet would be open to all: said, and left to the person.
  if ((replies || quotes) && !facts.can.gates)
    found.push(finding('gates', 'look', 'checks.options.gates', `${field}.${replies ? 'replies' : 'quotes'}`, rest))
  return found
}

function ofMedia({ facts, told, name, id }: ChannelFor, { media }: Content, pictures: Content['media']): Finding[] {
  const found: Finding[] = []
  const limits = toldLimits(told)
  const max = limits.maxMedia ?? facts.media.max.value
  const source = sourceOf(facts.name, facts.media.max)
  if (pictures.length > max)
    found.push(
      finding('media-count', 'must', 'checks.media.many', 'media', {
        channel: id,
        source,
        values: { channel: name, max, count: pictures.length },
      }),
    )
  if (facts.media.required && media.length === 0)
    found.push(
      finding('media-required', 'must', 'checks.media.required', 'media', {
        channel: id,
        source,
        values: { channel: name },
      }),
    )
  const maxAlt = limits.maxAlt ?? facts.media.alt?.value ?? null
  media.forEach((one, index) => {
    const count = countGraphemes(one.alt)
    if (maxAlt === null || one.decorative || count <= maxAlt || !pictures.includes(one)) return
    const values = { number: index + 1, count, max: maxAlt, channel: name }
    found.push(
      finding('alt-length', 'must', 'checks.media.altLong', `media.${index}.alt`, {
        channel: id,
        values,
        ...(facts.media.alt && { source: sourceOf(facts.name, facts.media.alt) }),
      }),
    )
  })
  return found
}

function ofChannel(channel: ChannelFor, post: Content): Finding[] {
  const { id, name, state, paused, manual, connectionState } = channel
  const field = post.channels.includes(id) ? `channels.${post.channels.indexOf(id)}` : 'channels'
  const rest = { channel: id, values: { channel: name } }
  // A pause ends; what is planned meanwhile waits for the end or is held (sender.md, 12).
  if (paused)
    return [
      finding('channel-paused', 'look', 'checks.channel.paused', field, {
        ...rest,
        values: { channel: name, reason: paused.reason },
      }),
    ]
  if (state !== 'active') return [finding('channel-state', 'must', 'checks.channel.notActive', field, rest)]
  if (manual || connectionState === 'well') return []
  if (connectionState === null) return [finding('connection', 'must', 'checks.channel.notConnected', field, rest)]
  if (connectionState === 'sign-in-again') return [finding('connection', 'must', 'checks.channel.signIn', field, rest)]
  return [finding('connection', 'look', 'checks.channel.unreachable', field, rest)]
}
