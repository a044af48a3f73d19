/** What the steps of one claim share. */
import type { Account, Adapter, ListedPost, Measure } from '@shelftalker/networks/port.ts'
import type { Ctx } from '#app/ctx.ts'
import type { Asking } from './ask.ts'
import type { ChannelDue } from './due.view.ts'

export interface Claimed {
  library: string
  channel: string
  token: string
}
export const LEASE_SECONDS = 120

/** What a step of a claim needs. */
export interface Work extends Asking {
  ctx: Ctx
  channel: string
  token: string
  due: ChannelDue
  measure: Measure
  adapter: Adapter
  account: Account
}

/** The account's own posts from now back to a moment. */
export interface Listing {
  posts: ListedPost[]
  since: Date
  /** False: the account posted more than we read. */
  whole: boolean
}
