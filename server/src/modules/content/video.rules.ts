/** What is said of a post's videos: for those who do not see or hear them, and by what each channel's network takes. Pure. */
import { toldLimits } from '@shelftalker/networks/count.ts'
import type { Sourced } from '@shelftalker/networks/port.ts'
import type { ChannelMessage } from '@shelftalker/shared/checks/channel-messages.en.ts'
import { countGraphemes } from '@shelftalker/shared/text/graphemes.ts'
import type { ChannelFor } from '#modules/channels/index.ts'
import type { Content } from './content.answers.ts'
import { type Finding, finding, sourceOf } from './finding.ts'
import type { Asset } from './orders.ts'

export type AssetFacts = Pick<Asset, 'video' | 'bytes' | 'width' | 'height'>
type Media = Content['media']
export interface Filmed {
  use: Media[number]
  index: number
  asset: AssetFacts & { video: NonNullable<AssetFacts['video']> }
}

const WCAG = 'https://www.w3.org/TR/WCAG22/'
const DESCRIBED = { name: 'WCAG 2.2, 1.1.1 Non-text Content (level A)', url: `${WCAG}#non-text-content` }
const CAPTIONED = { name: 'WCAG 2.2, 1.2.2 Captions (Prerecorded) (level A)', url: `${WCAG}#captions-prerecorded` }

/** The videos among what a post shows, with their places in it. What a file is decides, not what the post calls it. */
export const filmsIn = (media: Media, assets: Map<string, AssetFacts>): Filmed[] =>
  media.flatMap((use, index) => {
    const asset = assets.get(use.file)
    return asset?.video ? [{ use, index, asset: { ...asset, video: asset.video } }] : []
  })

/** Whatever the channel: a video is described, and what is said in it can be read. One without a sound track says nothing. */
export function ofFilms(films: Filmed[]): Finding[] {
  return films.flatMap(({ use, index, asset }) => {
    const values = { number: index + 1 }
    const found: Finding[] = []
    if (use.alt.trim() === '')
      found.push(
        finding('video-description', 'must', 'checks.video.notDescribed', `media.${index}.alt`, {
          values,
          source: DESCRIBED,
        }),
      )
    if (asset.video.sound && !use.video?.noSpeech && (use.video?.captions.length ?? 0) === 0)
      found.push(
        finding('video-captions', 'must', 'checks.video.noCaptions', `media.${index}.video`, {
          values,
          source: CAPTIONED,
        }),
      )
    return found.length > 0
      ? found
      : [finding('video-captions', 'fine', 'checks.video.fine', `media.${index}`, { values, source: CAPTIONED })]
  })
}

/** What this channel's network takes of them, by its facts and by what its server told. */
export function ofFilmsOn({ facts, told, name, id }: ChannelFor, films: Filmed[], pictures: number): Finding[] {
  if (films.length === 0) return []
  const at = (
    level: 'must' | 'look',
    key: ChannelMessage,
    field: string,
    fact: Sourced<unknown> | null,
    values: Record<string, string | number> = {},
  ) =>
    finding('video', level, key, field, {
      channel: id,
      values: { channel: name, ...values },
      ...(fact && { source: sourceOf(facts.name, fact) }),
    })
  const { video } = facts
  if (!video) return [at('must', 'checks.video.none', 'media', null)]
  const found: Finding[] = []
  if (films.length > video.max.value)
    found.push(at('must', 'checks.video.many', 'media', video.max, { max: video.max.value, count: films.length }))
  if (video.alone && pictures > 0) found.push(at('must', 'checks.video.alone', 'media', video.max))
  const limits = toldLimits(told)
  const maxBytes = limits.maxVideoBytes ?? video.maxBytes?.value ?? null
  const maxPixels = limits.maxVideoPixels ?? video.maxPixels?.value ?? null
  for (const { use, index, asset } of films) {
    const file = `media.${index}.file`
    const { seconds } = asset.video
    const span = video.seconds?.value
    if (span && seconds > span.most)
      found.push(
        at('must', 'checks.video.long', file, video.seconds, { length: clock(seconds), max: clock(span.most) }),
      )
    if (span && seconds < span.least)
      found.push(at('must', 'checks.video.short', file, video.seconds, { length: seconds, least: span.least }))
    if (maxBytes !== null && Number(asset.bytes) > maxBytes)
      found.push(
        at('must', 'checks.video.large', file, video.maxBytes, {
          size: megabytes(Number(asset.bytes)),
          max: megabytes(maxBytes),
        }),
      )
    if (maxPixels !== null && (asset.width ?? 0) * (asset.height ?? 0) > maxPixels)
      found.push(
        at('must', 'checks.video.wide', file, video.maxPixels, { width: asset.width ?? 0, height: asset.height ?? 0 }),
      )
    const maxAlt = limits.maxAlt ?? video.alt?.value ?? null
    const count = countGraphemes(use.alt)
    if (maxAlt !== null && count > maxAlt)
      found.push(at('must', 'checks.video.altLong', `media.${index}.alt`, video.alt, { count, max: maxAlt }))
    const captions = use.video?.captions ?? []
    if (captions.length === 0) continue
    if (!video.captions) found.push(at('look', 'checks.video.captionsLost', `media.${index}.video`, null))
    else if (captions.length > video.captions.value.max)
      found.push(
        at('must', 'checks.video.captionsMany', `media.${index}.video`, video.captions, {
          max: video.captions.value.max,
        }),
      )
  }
  return found
}

/** Captions that are larger than a network takes. @param sizes in bytes, by file */
export function ofCaptionSizes(
  { facts, name, id }: ChannelFor,
  films: Filmed[],
  sizes: Map<string, AssetFacts>,
): Finding[] {
  const fact = facts.video?.captions
  const max = fact?.value.maxBytes ?? null
  if (!fact || max === null) return []
  return films.flatMap(({ use, index }) =>
    (use.video?.captions ?? []).flatMap(({ file }, n) => {
      const size = Number(sizes.get(file)?.bytes ?? 0)
      if (size <= max) return []
      const values = { channel: name, size: Math.ceil(size / 1000), max: Math.floor(max / 1000) }
      return [
        finding('video', 'must', 'checks.video.captionsLarge', `media.${index}.video.captions.${n}.file`, {
          channel: id,
          values,
          source: sourceOf(facts.name, fact),
        }),
      ]
    }),
  )
}

/** `1:05`, `1:00:00`. */
function clock(seconds: number): string {
  const whole = Math.ceil(seconds)
  const two = (value: number) => String(value).padStart(2, '0')
  const minutes = Math.floor(whole / 60)
  return minutes < 60
    ? `${minutes}:${two(whole % 60)}`
    : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`
}
const megabytes = (bytes: number) => Math.round(bytes / 100_000) / 10
