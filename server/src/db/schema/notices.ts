import type { JsonObject } from '@shelftalker/shared/json.ts'
import type { Generated } from 'kysely'
import type { JsonColumn, MaybeTimestamp, Timestamp } from './frame.ts'

export interface NoticeTables {
  notice: {
    library_id: string
    id: Generated<string>
    once: string
    kind: string
    grave: boolean
    person_id: string | null
    subject: JsonColumn<JsonObject>
    at: Timestamp
    read_at: MaybeTimestamp
    settled_at: MaybeTimestamp
    mailed_at: MaybeTimestamp
  }
  notice_mail: {
    library_id: string
    notice_id: string
    recipient: string
    claimed_until: MaybeTimestamp
    sent_at: MaybeTimestamp
  }
}
