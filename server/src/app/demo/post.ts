/** One post of the demonstration with its wordings, and its deliveries as the sender would have left them. */
import { pageTitle, slugOf } from '#modules/bulletin/index.ts'
import type { FrozenPart } from '#modules/publishing/index.ts'
import { digestOfPayload } from '#modules/publishing/index.ts'
import { CHANNELS, type ChannelKey } from './places.ts'
import { personOf, plannedAt, type World } from './world.ts'

export interface DemoPost {
  title: string | null
  text: string
  /** Fuller words for the Bulletin. */
  more?: string | undefined
  branch?: string | null
  /** The name of its content area. */
  area?: string
  by?: string
  picture?: string | undefined
  channels: ChannelKey[]
  /** Its planned moment; null: a draft without one. */
  at: Date | null
  /** When it was written. */
  made: Date
  noUseAfter?: Date | null
  /** Further parts of a thread. */
  parts?: string[]
  frozen?: boolean
  serves?: string | null
}
export interface Written extends DemoPost {
  id: string
}

export function addPost(world: World, post: DemoPost): Written {
  const { rows, chance } = world
  const id = chance.id(post.made)
  const by = post.by ?? personOf(world, 'ana@harbor.example')
  const { title, text, made, at } = post
  rows.add('post', {
    id,
    title,
    latest: 1,
    no_use_after: post.noUseAfter ?? null,
    branch_id: post.branch ?? null,
    area_id: post.area === undefined ? null : world.areas.get(post.area)!,
    serves_id: post.serves ?? null,
    created_at: made,
    created_by: by,
    updated_at: made,
    updated_by: by,
  })
  rows.add('post_version', {
    post_id: id,
    number: 1,
    text: [text, ...(post.parts ?? [])].join('\n\n'),
    language: 'en',
    options: {},
    channels: post.channels.map((key) => world.channels[key]),
    planned: at ? plannedAt(at) : null,
    frozen_at: post.frozen === false ? null : made,
    created_at: made,
    created_by: by,
    updated_at: made,
  })
  if (post.more && post.channels.includes('page'))
    rows.add('variant', {
      post_id: id,
      number: 1,
      id: chance.id(made),
      channel_id: world.channels.page,
      language: null,
      title,
      text: `${text}\n\n${post.more}`,
      options: {},
    })
  const picture = world.pictures.find(({ name }) => name === post.picture)
  if (picture)
    rows.add('media_use', {
      post_id: id,
      number: 1,
      position: 0,
      asset_id: picture.id,
      alt: picture.alt,
      decorative: false,
    })
  return { ...post, id, by }
}

/** How a delivery ended, beside having gone out: columns that say so. */
export type Fate = Record<string, unknown> & { state: string }

/** The rows of one channel; answers their ids, the first part's first. */
export function addDelivery(world: World, post: Written, key: ChannelKey, fate: Fate): string[] {
  const { rows, chance } = world
  const channel = CHANNELS.find((one) => one.key === key)!
  const at = post.at!
  const told = [post.text, ...(post.parts ?? [])]
  // The page and those who post by hand have room for all of it.
  const parts = channel.manual || key === 'page' ? [told.join('\n\n')] : told
  const ids: string[] = []
  const { date, time, zone } = plannedAt(at)
  for (const [index, text] of parts.entries()) {
    const id = chance.id(post.made)
    const payload = payloadOf(world, post, key, index, text)
    const out = fate.state === 'published' ? outOf(world, post, id, key, index) : {}
    rows.add('delivery', {
      id,
      kind: 'post',
      origin: 'app',
      post_id: post.id,
      post_version: 1,
      channel_id: world.channels[key],
      language: null,
      part: index + 1,
      parts: parts.length,
      after_id: ids.at(-1) ?? null,
      title: (post.title ?? post.text).slice(0, 90),
      planned_date: date,
      planned_time: time,
      planned_zone: zone,
      due_at: at,
      no_use_after: post.noUseAfter ?? null,
      payload,
      payload_digest: digestOfPayload(payload),
      key: id,
      releases: 0,
      tries: 0,
      look_ups: 0,
      urgent: false,
      version: 1,
      created_at: post.made,
      created_by: post.by,
      updated_at: at,
      ...out,
      ...fate,
    })
    ids.push(id)
    const row = out as { published_at?: Date }
    if (fate.state === 'published' && row.published_at)
      rows.add(
        'attempt',
        channel.manual
          ? {
              delivery_id: id,
              id: chance.id(at),
              step: 'person',
              at: row.published_at,
              ended_at: row.published_at,
              outcome: 'posted by hand',
              by_person: post.by,
            }
          : {
              delivery_id: id,
              id: chance.id(at),
              step: 'release',
              at: row.published_at,
              ended_at: row.published_at,
              outcome: 'out',
              sent: key === 'page' ? 'none' : 'maybe',
            },
      )
    if (fate.state === 'published' && key === 'page') addPage(world, post, id, text, out, ids[0]!, index)
  }
  return ids
}

function payloadOf(world: World, post: Written, key: ChannelKey, index: number, text: string): FrozenPart {
  const picture = index === 0 ? world.pictures.find(({ name }) => name === post.picture) : undefined
  const words = key === 'page' && index === 0 && post.more ? `${text}\n\n${post.more}` : text
  const media = picture
    ? [
        {
          digest: picture.digest,
          mime: 'image/jpeg',
          bytes: picture.bytes.length,
          width: picture.width,
          height: picture.height,
          alt: picture.alt,
          focus: null,
        },
      ]
    : []
  return {
    text: words,
    language: 'en',
    title: key === 'page' && index === 0 ? post.title : null,
    options: {},
    media,
    card: null,
  }
}

/** Mostly on the second; now and then a network was slow. */
function outOf(world: World, { title, text, at }: Written, id: string, key: ChannelKey, index: number) {
  const { chance } = world
  const { manual } = CHANNELS.find((one) => one.key === key)!
  const late = manual
    ? chance.between(60, 5_400)
    : chance.happens(0.015)
      ? chance.between(61, 400)
      : chance.between(1, 9)
  const published_at = new Date(Math.min(at!.getTime() + (late + index * 2) * 1000, world.end.getTime()))
  const number = `1${id.replace(/\D/g, '').slice(-14)}`
  const slug = slugOf(pageTitle(title, text), id)
  const url = {
    page: `${world.origin}/harbor/posts/${slug}`,
    fedi: `https://mastodon.harbor.example/@harbor/${number}`,
    sky: `https://bluesky.harbor.example/profile/harbor.example/post/${id.slice(-12)}`,
    parents: null,
    album: null,
    kept: null,
    left: null,
  }[key]
  return {
    published_at,
    released_at: published_at,
    updated_at: published_at,
    releases: manual ? 0 : 1,
    version: 3,
    url,
    remote_id: manual ? null : key === 'page' ? id : number,
    remote: manual ? null : { id: key === 'page' ? id : number, url, ref: { slug } },
    settled_by: manual ? 'person' : key === 'page' ? 'local' : 'answer',
  }
}

/** What the public reads. The page's id is the delivery's: one stands for the other. */
function addPage(
  world: World,
  post: Written,
  id: string,
  text: string,
  out: object,
  root: string,
  index: number,
): void {
  const { published_at } = out as { published_at: Date }
  const { media, text: words } = payloadOf(world, post, 'page', index, text)
  const shown = media.map(({ digest, mime, width, height, alt }) => ({ digest, mime, width, height, alt }))
  world.rows.add('bulletin_post', {
    id,
    delivery_id: id,
    channel_id: world.channels.page,
    slug: slugOf(pageTitle(post.title, text), id),
    title: pageTitle(post.title, text),
    text: words,
    language: 'en',
    media: shown,
    published_at,
    updated_at: published_at,
    root_id: index === 0 ? null : root,
    part: index + 1,
  })
  for (const { digest, mime } of media) world.rows.add('bulletin_media', { digest, post_id: id, mime })
}
