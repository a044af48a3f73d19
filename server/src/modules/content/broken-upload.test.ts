import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import { serve } from '@hono/node-server'
import { makeApp } from '#app/http/app.ts'
import { type TestHouse, testHouse } from '#app/testing.ts'
import { inTx, look } from '#app/tx.ts'
import { until } from '#app/until.ts'
import { drawPicture } from '#files/testing.ts'
import { issueKey } from '#modules/library/index.ts'
import { contentOperations } from './index.ts'

let house: TestHouse
before(async () => {
  house = await testHouse()
})
after(() => house[Symbol.asyncDispose]())

/** A socket as a browser has one: whatever is written to it may be the last that the server hears. */
async function opened(library: Awaited<ReturnType<TestHouse['library']>>) {
  const { key } = await inTx(library.ctx, 'test', (tx) =>
    issueKey(tx, { name: 'Test', scopes: ['write'], expiresAt: null }),
  )
  const server = serve({ fetch: makeApp(house.deps, contentOperations, []).fetch, hostname: '127.0.0.1', port: 0 })
  if (!server.listening) await once(server, 'listening')
  const { port } = server.address() as { port: number }
  return {
    close: () => new Promise((done) => server.close(done)),
    async send(bytes: Uint8Array, length: number | null) {
      const socket = connect(port, '127.0.0.1')
      socket.on('error', () => {})
      await once(socket, 'connect')
      const size = length === null ? 'transfer-encoding: chunked' : `content-length: ${length}`
      socket.write(
        `POST /api/v1/files HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nauthorization: Bearer ${key}\r\ncontent-type: multipart/form-data; boundary=edge\r\n${size}\r\n\r\n`,
      )
      socket.write(length === null ? Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes]) : bytes)
      return socket
    },
  }
}
const scratch = () => readdirSync(house.deps.files.scratch())
const HEAD = Buffer.from(
  '--edge\r\ncontent-disposition: form-data; name="file"; filename="shelf.jpg"\r\ncontent-type: image/jpeg\r\n\r\n',
)

for (const [how, length] of [
  ['with its length', 900_000],
  ['in pieces', null],
] as const)
  test(`an upload sent ${how} that breaks off halfway leaves no file behind, at once`, async () => {
    const mine = await house.library()
    const server = await opened(mine)
    const picture = await drawPicture({ noise: true, width: 600, height: 400 })
    const socket = await server.send(Buffer.concat([HEAD, picture.subarray(0, 30_000)]), length)
    await until(() => scratch().length === 1)
    socket.destroy()
    await until(() => scratch().length === 0)
    const kept = await look(mine.job, (tx) => tx.db.selectFrom('media_asset').select('id').execute())
    assert.deepEqual(kept, [])
    await server.close()
  })

test('an upload that breaks off before its first byte of a picture leaves nothing, time after time', async () => {
  const server = await opened(await house.library())
  for (let time = 0; time < 20; time++) {
    const socket = await server.send(HEAD.subarray(0, HEAD.length - (time % 3)), 50_000)
    socket.destroy()
  }
  await server.close()
  await until(() => scratch().length === 0)
})
