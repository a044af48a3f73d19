import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import sharp from 'sharp'
import { makeApp } from '#app/http/app.ts'
import { type TestHouse, testHouse } from '#app/testing.ts'
import { look } from '#app/tx.ts'
import { drawPicture } from '#files/testing.ts'
import { createPost } from './create-post.ts'
import { filePicture, getFile, updateFile } from './files.view.ts'
import { body, problem, upload } from './testing.ts'
import { uploadFile } from './upload-file.ts'

let house: TestHouse
before(async () => {
  house = await testHouse()
})
after(() => house[Symbol.asyncDispose]())

const digestOf = (ctx: Parameters<typeof look>[0], id: string) =>
  look(ctx, (tx) => tx.db.selectFrom('media_asset').select('digest').where('id', '=', id).executeTakeFirstOrThrow())

describe('an upload', () => {
  for (const format of ['jpeg', 'png', 'webp'] as const)
    it(`of ${format} is kept without place, camera and words, and says what stood there`, async () => {
      const { ctx, library } = await house.library()
      const given = await drawPicture({ format, withPlace: true, width: 400, height: 300 })
      assert.ok((await sharp(given).metadata()).exif)
      const file = await uploadFile(ctx, upload(given, `holiday.${format}`))
      assert.deepEqual(
        [file.type, file.width, file.height, file.name],
        [`image/${format}`, 400, 300, `holiday.${format}`],
      )
      assert.deepEqual(file.stripped.sort(), ['camera', 'comments', 'date', 'gps'])
      const { digest } = await digestOf(ctx, file.id)
      const kept = await house.deps.files.bytes(library.id, digest)
      const metadata = await sharp(kept).metadata()
      assert.deepEqual([metadata.exif, metadata.xmp, metadata.iptc], [undefined, undefined, undefined])
      assert.ok(!Buffer.from(kept).includes('Acme'))
    })

  it('is turned upright', async () => {
    const { ctx } = await house.library()
    const file = await uploadFile(ctx, upload(await drawPicture({ width: 400, height: 300, orientation: 6 })))
    assert.deepEqual([file.width, file.height], [300, 400])
  })

  it('that is no picture, whatever its name, is refused at the field, and leaves nothing behind', async () => {
    const { ctx } = await house.library()
    await assert.rejects(
      uploadFile(ctx, upload(Buffer.from('<svg onload="alert(1)"/>'), 'a.jpg')),
      problem('unsupported-type', 'file'),
    )
    await assert.rejects(
      uploadFile(ctx, upload(await drawPicture(), 'a.jpg', 'picture')),
      problem('bad-input', 'picture'),
    )
    assert.deepEqual(readdirSync(house.deps.files.scratch()), [])
  })

  it('is not for somebody who may only read', async () => {
    const { as } = await house.library()
    await assert.rejects(uploadFile(await as('observer'), upload(await drawPicture())), problem('not-allowed'))
  })
})

describe('a file of another library', () => {
  it('is not there', async () => {
    const { ctx } = await house.library()
    const file = await uploadFile(ctx, upload(await drawPicture()))
    const other = (await house.library()).ctx
    await assert.rejects(getFile(other, file.id), problem('not-found'))
    await assert.rejects(filePicture(other, file.id, 320), problem('not-found'))
    await assert.rejects(updateFile(other, file.id, null), problem('not-found'))
    await assert.rejects(
      createPost(other, body({ media: [{ file: file.id, alt: 'x' }] })),
      problem('bad-input', 'media.0.file'),
    )
  })
})

describe('the picture of a file', () => {
  it('is drawn once, in the next of a few sizes', async () => {
    const { ctx } = await house.library()
    const file = await uploadFile(ctx, upload(await drawPicture({ width: 1000, height: 500 })))
    const one = await filePicture(ctx, file.id, 300)
    const { width, height, format } = await sharp(one.bytes).metadata()
    assert.deepEqual([width, height, format], [320, 160, 'webp'])
    assert.equal((await filePicture(ctx, file.id, 311)).digest, one.digest)
    const kept = await look(ctx, (tx) => tx.db.selectFrom('rendition').select('recipe').execute())
    assert.equal(kept.length, 1)
  })
})

/** What of an answer is looked at below. */
interface Answered {
  id: string
  version: number
  createdBy: { name: string }
  binnedAt: string | null
  current: { text: string }
  fields: { path: string }[]
}

describe('posts by HTTP', () => {
  it('are written, saved with If-Match, and refused by field', async () => {
    const { contentOperations } = await import('./index.ts')
    const { createKey } = await import('../library/keys.ts')
    const { ctx } = await house.library()
    const { key } = await createKey(ctx, { name: 'Test', scopes: ['read', 'write', 'publish'], expiresAt: null })
    const app = makeApp(house.deps, contentOperations, [])
    const ask = async (method: string, path: string, given?: unknown, headers: Record<string, string> = {}) => {
      const answer = await app.request(`/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${key}`,
          ...(given !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        body: given === undefined ? null : JSON.stringify(given),
      })
      return { status: answer.status, body: (answer.status === 204 ? {} : await answer.json()) as Answered }
    }
    const made = await ask('POST', '/posts', { text: 'Story time is back.' })
    assert.equal(made.status, 201)
    assert.equal(made.body.version, 1)
    assert.ok(made.body.createdBy.name)
    const path = `/posts/${made.body.id}`
    assert.equal((await ask('PATCH', path, { text: 'Two' })).body.fields[0]?.path, 'version')
    assert.equal((await ask('PATCH', path, { text: 'Two' }, { 'if-match': '"1"' })).body.version, 2)
    const late = await ask('PATCH', path, { version: 1, text: 'Three' })
    assert.deepEqual([late.status, late.body.current.text], [409, 'Two'])
    const odd = await ask('POST', '/posts', { text: 'x', colour: 'red' })
    assert.deepEqual([odd.status, odd.body.fields[0]?.path], [422, 'colour'])
    assert.equal((await ask('POST', `${path}/submit`, { when: 'soon' })).status, 422)
    assert.equal((await ask('DELETE', path)).status, 204)
    assert.equal((await ask('GET', path)).body.binnedAt !== null, true)

    const form = new FormData()
    form.set('file', new File([new Uint8Array(await drawPicture())], 'a.jpg'))
    const uploaded = await app.request('/api/v1/files', {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
      body: form,
    })
    assert.equal(uploaded.status, 201)
    const { id } = (await uploaded.json()) as { id: string }
    const picture = await app.request(`/api/v1/files/${id}/picture?width=100`, {
      headers: { authorization: `Bearer ${key}` },
    })
    assert.deepEqual([picture.status, picture.headers.get('content-type')], [200, 'image/webp'])
  })
})
