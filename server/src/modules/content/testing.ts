/** For tests of this room: a house, channels as rows, and bodies as they come in by HTTP. */
import { Readable } from 'node:stream'
import { Problem } from '#app/problem.ts'
import type { TestLibrary } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import type { Upload } from '#files/receive.ts'
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

/** A file as a browser sends it. */
export function upload(bytes: Uint8Array, name = 'picture.jpg', field = 'file'): Upload {
  const head = `--edge\r\ncontent-disposition: form-data; name="${field}"; filename="${name}"\r\ncontent-type: image/jpeg\r\n\r\n`
  const whole = Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--edge--\r\n')])
  return {
    contentType: 'multipart/form-data; boundary=edge',
    contentLength: whole.length,
    body: Readable.from([whole]),
  }
}
