import { sql } from 'kysely'
import { libraryOf, type TxCtx } from '#app/ctx.ts'
import { toNobody } from './standing.view.ts'

/**
 * To whom letters went: addresses of somebody who is made anonymous, and those of before that are nobody's by now. The notices stay, they
 * are the library's matters and name her by her id. A letter is sent to members alone, so none goes out anew by this.
 */
export const forgetRecipient = (tx: TxCtx, emails: string[]): Promise<unknown> =>
  sql`delete from notice_mail m where m.library_id = ${libraryOf(tx).id} and (m.recipient = any (${emails}::citext[]) or ${toNobody})`.execute(
    tx.db,
  )
