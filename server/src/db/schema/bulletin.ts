import type { Generated } from 'kysely'
import type { JsonColumn, MaybeTimestamp, Timestamp } from './frame.ts'

/** One picture or video on the page; its bytes are in the file store under `digest`, those of captions under theirs. */
export type BulletinPicture = {
  digest: string
  mime: string
  width: number
  height: number
  alt: string
  /** Absent: a picture. `bytes`: of the video, for feeds that name it. */
  video?: { seconds: number; bytes: number; captions: { language: string; digest: string }[] }
}

export interface BulletinTables {
  bulletin_post: {
    library_id: string
    id: string
    delivery_id: string
    channel_id: string
    slug: string
    title: string
    text: string
    language: string | null
    warning: string | null
    media: JsonColumn<BulletinPicture[]>
    published_at: Timestamp
    /** Also moved by a removal: what a reader sees has changed. */
    updated_at: Timestamp
    removed_at: MaybeTimestamp
    /** The first part of the thread; null: this is it. */
    root_id: string | null
    part: Generated<number>
  }
  bulletin_media: { library_id: string; digest: string; post_id: string; mime: string }
}
