import type { Remote } from '@shelftalker/networks/port.ts'
import type { Ctx } from '#app/ctx.ts'
import { ownOrigin } from '#modules/channels/index.ts'

export interface Place {
  id: string
  slug: string
  /** Slug of the thread's first part; null: this is it. */
  root: string | null
  part: number
}

/** Where a post stands on the page of the library with this handle. */
export const addressOf = (ctx: Ctx, handle: string, { id, slug, root, part }: Place): Remote => ({
  id,
  url: `${ownOrigin(ctx.config)}/${handle}/posts/${root === null ? slug : `${root}#part-${part}`}`,
  ref: { slug: root ?? slug },
})
