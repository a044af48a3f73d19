import { sql } from 'kysely'
import type { Ctx } from '#app/ctx.ts'
import { lockInstallation } from '#app/installation.ts'
import { conflict } from '#app/problem.ts'
import { inTx, look } from '#app/tx.ts'
import { addBulletin } from '#modules/channels/index.ts'
import { giveRole, issueKey, makeLibrary, makePerson, startSession } from '#modules/library/index.ts'
import { addDefaultAreas } from '#modules/strategy/index.ts'

export interface SetUp {
  library: { name: string; handle: string; zone: string }
  person: { name: string; email: string; password: string }
  userAgent: string
}

export const isSetUp = (ctx: Ctx): Promise<boolean> =>
  look(ctx, async (tx) => (await sql`select 1 from app.every_library() limit 1`.execute(tx.db)).rows.length > 0)

/** Library, first person, Bulletin, a session and a key, in one transaction. @throws Problem conflict once a library exists. */
export async function setUp(ctx: Ctx, input: SetUp) {
  return inTx(ctx, 'setUp', async (tx) => {
    // Locked, so that of two at once the second finds the first one's library.
    await lockInstallation(tx)
    if ((await sql`select 1 from app.every_library() limit 1`.execute(tx.db)).rows.length > 0)
      throw conflict('This installation is set up already. Sign in, or ask its administrator for a library.')
    const library = await makeLibrary(tx, input.library, 'library.')
    const person = await makePerson(tx, input.person, 'person.', true)
    await giveRole(tx, person, 'administrator')
    await addBulletin(tx, library)
    await addDefaultAreas(tx)
    const { key } = await issueKey(
      tx,
      { name: 'Made at set-up', scopes: ['read', 'write', 'publish', 'manage', 'installation'], expiresAt: null },
      person,
    )
    const session = await startSession(tx, person, false, input.userAgent)
    return { library, person, apiKey: key, session }
  })
}
