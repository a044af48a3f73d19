/** What a person gets who posts by hand. */
import { sql } from 'kysely'
import { type Ctx, libraryOf } from '#app/ctx.ts'
import { notFound } from '#app/problem.ts'
import { look } from '#app/tx.ts'
import { rangedAnswer } from '#files/ranged.ts'
import type { FrozenMedia } from './payload.ts'

interface KitFile {
  digest: string
  /** To be saved under. */
  name: string
  alt: string
  /** In pixels; null for captions. */
  width: number | null
  height: number | null
  type: string
  bytes: number
  /** Of captions, BCP 47; null for what is seen. */
  language: string | null
}
export interface Kit {
  texts: string[]
  /** Each picture or video, a video followed by its captions. */
  files: KitFile[]
  link: string | null
  compose: string | null
  profile: string | null
  help: string
}

/** All that a person needs to post by hand: the words, the pictures, the alt texts, and where to go. */
export async function getKit(ctx: Ctx, id: string): Promise<Kit> {
  return look(ctx, async (tx) => {
    const found = await sql<{
      payload: { text: string; media: FrozenMedia[]; card: { url: string } | null }
      network: string
      url: string | null
      title: string
    }>`
      select d.payload, c.network, c.url, d.title from delivery me join delivery d on d.library_id = me.library_id and d.channel_id = me.channel_id and (d.id = me.id or (me.kind = 'post' and d.kind = 'post' and d.post_id = me.post_id and d.language is not distinct from me.language and d.state <> 'cancelled'))
      join channel c on c.library_id = d.library_id and c.id = d.channel_id where me.id = ${id} order by d.part`.execute(
      tx.db,
    )
    const first = found.rows[0]
    if (!first) throw notFound('delivery')
    const facts = tx.networks.get(first.network)?.facts
    const media = found.rows.flatMap((row) => row.payload.media)
    return {
      texts: found.rows.map((row) => row.payload.text),
      files: media.flatMap((one, at) => filesOf(one, `${slug(first.title)}-${at + 1}`)),
      link: first.payload.card?.url ?? /https?:\/\/\S+/.exec(first.payload.text)?.[0] ?? null,
      compose: facts?.links.compose ?? null,
      profile: first.url ?? facts?.links.profile ?? null,
      help: facts?.links.help ?? '',
    }
  })
}

/** Captions bear the name of their video and their language: players find them by it. */
function filesOf({ digest, mime, alt, width, height, bytes, video }: FrozenMedia, name: string): KitFile[] {
  const ending = mime.split('/')[1]!.replace('jpeg', 'jpg')
  const captions = (video?.captions ?? []).map((one) => ({
    digest: one.digest,
    name: `${name}.${one.language}.vtt`,
    alt: '',
    width: null,
    height: null,
    type: 'text/vtt',
    bytes: one.bytes,
    language: one.language,
  }))
  return [{ digest, name: `${name}.${ending}`, alt, width, height, type: mime, bytes, language: null }, ...captions]
}

const slug = (title: string) =>
  title
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40) || 'post'

/** A file of a kit, if it belongs to this delivery. */
export async function kitFile(ctx: Ctx, id: string, digest: string, request: Request): Promise<Response> {
  const kit = await getKit(ctx, id)
  const file = kit.files.find((one) => one.digest === digest)
  if (!file) throw notFound('file')
  const headers = { 'cache-control': 'private, max-age=3600', 'content-disposition': 'inline' }
  return rangedAnswer(request, ctx.files, libraryOf(ctx).id, { ...file, mime: file.type }, headers)
}
