import type { Json } from '@shelftalker/shared/json.ts'
import type { JsonColumn, MaybeTimestamp, Timestamp } from './frame.ts'

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
    media: JsonColumn<Json[]>
    published_at: Timestamp
    updated_at: Timestamp
    removed_at: MaybeTimestamp
  }
}
