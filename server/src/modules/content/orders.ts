/** From wordings to what publishing freezes: parts with their pictures drawn and their link card fetched. Outside of any lock. */
import { type Ctx, libraryOf, type TxCtx } from '#app/ctx.ts'
import { Problem } from '#app/problem.ts'
import type { VideoShape } from '#db/schema/content.ts'
import { PictureTrouble } from '#files/pictures.ts'
import type { ChannelFor } from '#modules/channels/index.ts'
import type { FrozenCard, FrozenMedia, FrozenPart, Order } from '#modules/publishing/index.ts'
import type { Content } from './content.answers.ts'
import { cardFor } from './link-card.ts'
import { asProblem, recipeFor, renditionOf } from './renditions.ts'
import type { Worded } from './worded.ts'

export interface Asset {
  id: string
  digest: string
  mime: string
  bytes: number
  width: number | null
  height: number | null
  video: VideoShape | null
  useUntil: Date | null
}
/** All files that a post names: pictures, videos and their captions. */
export const filesIn = (media: Content['media']): string[] =>
  media.flatMap(({ file, video }) => [file, ...(video?.captions ?? []).map((one) => one.file)])

export const readAssets = (tx: TxCtx, ids: string[]): Promise<Asset[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : tx.db
        .selectFrom('media_asset')
        .select(['id', 'digest', 'mime', 'bytes', 'width', 'height', 'video', 'use_until as useUntil'])
        .where('library_id', '=', libraryOf(tx).id)
        .where('id', 'in', ids)
        .execute()

/** @throws Problem bad-input if a picture can't be brought within what a channel takes */
export async function ordersOf(ctx: Ctx, worded: Worded[], media: Content['media'], assets: Asset[]): Promise<Order[]> {
  const cards = new Map<string, Promise<FrozenCard | null>>()
  const drawn = new Map<string, FrozenMedia[]>()
  const orders: Order[] = []
  for (const { channel, wording, parts } of worded) {
    // One channel's wordings share its pictures.
    const pictures = drawn.get(channel.id) ?? (await draw(ctx, channel, media, assets))
    drawn.set(channel.id, pictures)
    const frozen: FrozenPart[] = []
    for (const [index, part] of parts.entries()) {
      const own = index === 0 ? pictures : []
      frozen.push({
        text: part.text,
        language: wording.written,
        title: index === 0 && channel.facts.can.titles ? wording.title : null,
        options: options(channel, wording.options, index === 0),
        media: own,
        // A post has room for either.
        card:
          channel.facts.can.card && wording.options.card !== 'none' && !channel.manual && own.length === 0
            ? await cardFor(ctx, channel.facts, part.text, cards)
            : null,
      })
    }
    orders.push({ channel: channel.id, language: wording.language, parts: frozen })
  }
  return orders
}

/** What this network can do of what was asked; the checks have said what is left out. A poll stands with the first words. */
function options(
  { facts }: ChannelFor,
  { warning, visibility, sensitive, poll, replies, quotes }: Worded['wording']['options'],
  first: boolean,
): FrozenPart['options'] {
  return {
    ...(warning && facts.can.warning && { warning }),
    ...(visibility && facts.can.visibility && { visibility }),
    ...(sensitive && { sensitive }),
    ...(poll && facts.poll && first && { poll }),
    ...(replies && facts.can.gates && { replies }),
    ...(quotes && facts.can.gates && { quotes }),
  }
}

/** As it was taken in: videos are checked against what a channel takes, not made anew. */
function videoOf(asset: Asset, { seconds }: VideoShape, use: Content['media'][number], assets: Asset[]): FrozenMedia {
  const captions = (use.video?.captions ?? []).map(({ file, language }) => {
    const { digest, bytes } = assets.find((one) => one.id === file)!
    return { language, digest, bytes: Number(bytes) }
  })
  const { digest, mime, width, height } = asset
  const bytes = Number(asset.bytes)
  return {
    digest,
    mime,
    bytes,
    width: width!,
    height: height!,
    alt: use.alt,
    focus: null,
    video: { seconds, captions },
  }
}

/** The post's pictures and videos as one channel gets them, drawn now where they were not before. @throws Problem bad-input */
export async function draw(
  ctx: Ctx,
  channel: ChannelFor,
  media: Content['media'],
  assets: Asset[],
): Promise<FrozenMedia[]> {
  const recipe = recipeFor(channel.facts, channel.told)
  const made: FrozenMedia[] = []
  for (const [index, use] of media.entries()) {
    const asset = assets.find((one) => one.id === use.file)!
    if (asset.video) {
      made.push(videoOf(asset, asset.video, use, assets))
      continue
    }
    try {
      const picture = await renditionOf(ctx, asset, recipe)
      made.push({ ...picture, alt: use.decorative ? '' : use.alt, focus: use.focus })
    } catch (error) {
      if (!(error instanceof PictureTrouble)) throw asProblem(error)
      const message = `Picture ${index + 1} cannot be made to fit ${channel.name}: ${error.message}`
      throw new Problem('bad-input', message, {
        fields: [{ path: `media.${index}.file`, code: 'does-not-fit', message }],
      })
    }
  }
  return made
}
