/** What the steps of one claim share. */
import type { ListedPost, Measure } from '@shelftalker/networks/port.ts'
import type { Reading } from '#modules/publishing/index.ts'
import type { ChannelDue } from './due.view.ts'

export interface Claimed {
  library: string
  channel: string
  token: string
}
export const LEASE_SECONDS = 120

/** What a step of a claim needs. */
export interface Work extends Reading {
  token: string
  due: ChannelDue
  measure: Measure
}

/** The account's own posts from now back to a moment. */
export interface Listing {
  posts: ListedPost[]
  since: Date
  /** False: the account posted more than we read. */
  whole: boolean
}
