/** For tests of this room: a house, channels as rows, and bodies as they come in by HTTP. */
import { Problem } from '#app/problem.ts'
import type { TestLibrary } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { postInput } from './content.input.ts'

/** As a body that passed the border. */
export const body = (given: Parameters<typeof postInput.parse>[0]) => postInput.parse(given)

export const problem = (kind: string, path?: string) => (error: unknown) =>
  error instanceof Problem && error.kind === kind && (path === undefined || error.fields[0]?.path === path)

/** A channel as the registry would have made it, without a connection unless `server` is named. */
export const channelRow = (
  { job, library }: TestLibrary,
  network: string,
  connection?: { server: string; told?: object; state?: 'well' | 'sign-in-again' },
): Promise<string> =>
  inTx(job, 'test', async (tx) => {
    const row = await tx.db
      .insertInto('channel')
      .values({
        library_id: library.id,
        network,
        name: `On ${network}`,
        handle: '',
        state: 'active',
        standing: 'ours',
        manual: connection === undefined && network !== 'bulletin',
        created_at: tx.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    if (connection)
      await tx.db
        .insertInto('connection')
        .values({
          library_id: library.id,
          channel_id: row.id,
          server: connection.server,
          account_id: '1',
          handle: 'harbor',
          secret: Buffer.alloc(0),
          told: JSON.stringify(connection.told ?? {}),
          state: connection.state ?? 'well',
          connected_at: tx.now,
        })
        .execute()
    return row.id
  })
