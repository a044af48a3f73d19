import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import sharp from 'sharp'
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

  it('that is damaged further down is refused at the field', async () => {
    const { ctx } = await house.library()
    const whole = await drawPicture({ width: 1200, height: 1200, noise: true })
    const damaged = Buffer.concat([whole.subarray(0, whole.length / 2), Buffer.alloc(64)])
    await assert.rejects(uploadFile(ctx, upload(damaged)), problem('unsupported-type', 'file'))
  })

  it('of an animation keeps its frames', async () => {
    const { ctx } = await house.library()
    const frame = (r: number) => ({
      create: { width: 40, height: 30, channels: 3 as const, background: { r, g: 0, b: 0 } },
    })
    const frames = await Promise.all([0, 120, 240].map((r) => sharp(frame(r)).png().toBuffer()))
    const gif = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer()
    const file = await uploadFile(ctx, upload(gif, 'a.gif'))
    assert.deepEqual([file.type, file.width, file.height], ['image/gif', 40, 30])
    const { digest } = await digestOf(ctx, file.id)
    assert.equal((await sharp(await house.deps.files.bytes(ctx.library!.id, digest)).metadata()).pages, 3)
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
