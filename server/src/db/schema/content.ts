import type { JsonObject } from '@shelftalker/shared/json.ts'
import type { ColumnType, Generated } from 'kysely'
import type { JsonColumn, MaybeJsonColumn, MaybeTimestamp, Timestamp } from './frame.ts'

export interface PlannedTime {
  date: string
  time: string
  zone: string
}
interface Focus {
  x: number
  y: number
}
/** Of a video asset. */
export type VideoShape = { seconds: number; sound: boolean }
/** Of a video in one version of a post. `file`: an asset of the type text/vtt; `language`: BCP 47. */
type VideoUse = { captions: { file: string; language: string }[]; noSpeech: boolean }
export interface ContentTables {
  presence: {
    library_id: string
    post_id: string
    person_id: string
    /** One browser tab of hers. */
    tab: string
    place: string
    since: Timestamp
    until: Timestamp
  }
  media_asset: {
    library_id: string
    id: Generated<string>
    digest: string
    mime: string
    bytes: number
    width: number | null
    height: number | null
    name: string
    found: JsonColumn<JsonObject>
    video: ColumnType<VideoShape | null, string | null | undefined, string | null>
    use_until: MaybeTimestamp
    created_at: Timestamp
    created_by: string | null
  }
  rendition: {
    library_id: string
    asset_id: string
    recipe: string
    digest: string
    mime: string
    bytes: number
    width: number
    height: number
  }
  post: {
    library_id: string
    id: Generated<string>
    title: string | null
    latest: number
    no_use_after: MaybeTimestamp
    branch_id: ColumnType<string | null, string | null | undefined, string | null>
    area_id: ColumnType<string | null, string | null | undefined, string | null>
    serves_id: ColumnType<string | null, string | null | undefined, string | null>
    /** The delivery found on the network that it was made of. */
    found_id: ColumnType<string | null, string | null | undefined, string | null>
    created_at: Timestamp
    created_by: string | null
    updated_at: Timestamp
    updated_by: string | null
    binned_at: MaybeTimestamp
  }
  post_version: {
    library_id: string
    post_id: string
    number: number
    text: string
    language: string | null
    options: JsonColumn<JsonObject>
    channels: string[]
    planned: MaybeJsonColumn<PlannedTime>
    frozen_at: MaybeTimestamp
    created_at: Timestamp
    created_by: string | null
    updated_at: Timestamp
  }
  variant: {
    library_id: string
    post_id: string
    number: number
    id: Generated<string>
    channel_id: string | null
    language: string | null
    title: string | null
    text: string | null
    options: JsonColumn<JsonObject>
  }
  media_use: {
    library_id: string
    post_id: string
    number: number
    position: number
    asset_id: string
    alt: string
    decorative: boolean
    focus: MaybeJsonColumn<Focus>
    video: MaybeJsonColumn<VideoUse>
  }
}
