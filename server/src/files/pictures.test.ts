import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { makeRendition, PictureTrouble } from './pictures.ts'
import { FilesTrouble } from './port.ts'
import { loadSharp } from './sharp.ts'
import { drawPicture, picture } from './testing.ts'
import { whatStood } from './what-stood.ts'

const base = mkdtempSync(join(tmpdir(), 'pictures-'))
after(() => rmSync(base, { recursive: true, force: true }))
const roomy = { types: ['image/jpeg', 'image/png', 'image/webp'], maxBytes: 8_000_000, maxPixels: 16_000_000 }
const look = async (bytes: Uint8Array) => (await loadSharp())(bytes).metadata()

test('nothing but pixels leaves: no place, no camera, no date, no words, in any format', async () => {
  for (const format of ['jpeg', 'png', 'webp', 'avif'] as const) {
    const original = await drawPicture({ format, withPlace: true })
    const before = whatStood(await look(original))
    assert.deepEqual(before, { gps: true, camera: 'Acme Snap 3', date: '2026:05:01 09:00:00', comments: true }, format)
    for (const types of [['image/jpeg'], ['image/png'], ['image/webp']]) {
      const sent = await makeRendition(original, { ...roomy, types })
      const { exif, xmp, iptc, icc, comments } = await look(sent.bytes)
      assert.deepEqual(
        { exif, xmp, iptc, icc, comments },
        { exif: undefined, xmp: undefined, iptc: undefined, icc: undefined, comments: undefined },
      )
      const raw = Buffer.from(sent.bytes).toString('latin1')
      for (const word of ['Exif', 'GPS', 'Acme', 'Librarian', '2026:05:01'])
        assert.ok(!raw.includes(word), `${format}: ${word}`)
    }
  }
})

test('a picture is turned as its EXIF says before that is stripped', async () => {
  const sent = await makeRendition(await drawPicture({ width: 300, height: 100, orientation: 6 }), roomy)
  assert.deepEqual([sent.width, sent.height], [100, 300])
  assert.equal((await look(sent.bytes)).orientation, undefined)
})

test('colours of another space are brought to sRGB', async () => {
  const sharp = await loadSharp()
  const wide = await sharp(await drawPicture({ format: 'png' }))
    .withIccProfile('p3')
    .png()
    .toBuffer()
  const sent = await makeRendition(wide, { ...roomy, types: ['image/png'] })
  const pixel = await sharp(sent.bytes).resize(1, 1).raw().toBuffer()
  // The same red, once said in Display P3 and now in sRGB: within what rounding does.
  for (const [i, value] of [200, 30, 30].entries()) assert.ok(Math.abs(pixel[i]! - value) <= 2, String([...pixel]))
})

test('quality goes down first, then size, until the bytes fit', async () => {
  const heavy = await drawPicture({ width: 900, height: 600, noise: true, format: 'png' })
  const light = await makeRendition(heavy, { ...roomy, maxBytes: 300_000 })
  assert.deepEqual([light.width, light.height], [900, 600])
  const lighter = await makeRendition(heavy, { ...roomy, maxBytes: 60_000 })
  assert.ok(lighter.bytes.length <= 60_000 && lighter.width < 900)
  assert.ok(Math.abs(lighter.width / lighter.height - 1.5) < 0.02)
})

test('pixels and the longer side stay within the limits', async () => {
  const large = await drawPicture({ width: 2000, height: 500 })
  const few = await makeRendition(large, { ...roomy, maxPixels: 250_000 })
  assert.ok(few.width * few.height <= 250_000 && few.width > 900)
  assert.equal((await makeRendition(large, { ...roomy, maxSide: 640 })).width, 640)
})

test('a small picture is never made larger', async () => {
  const sent = await makeRendition(await drawPicture({ width: 20, height: 10 }), roomy)
  assert.deepEqual([sent.width, sent.height], [20, 10])
})

test('transparency is kept where the channel can show it, and stands on white elsewhere', async () => {
  const clear = await drawPicture({ format: 'png', transparent: true })
  assert.equal((await makeRendition(clear, roomy)).mime, 'image/png')
  assert.equal((await makeRendition(clear, { ...roomy, types: ['image/jpeg', 'image/webp'] })).mime, 'image/webp')
  const flat = await makeRendition(clear, { ...roomy, types: ['image/jpeg'] })
  const [red, green] = await (await loadSharp())(flat.bytes).resize(1, 1).raw().toBuffer()
  assert.ok(red! > 220 && green! > 150, 'a pale red: 40 % of it over white')
})

test('a picture without transparency goes out as JPEG, even when it came as PNG', async () => {
  assert.equal((await makeRendition(await drawPicture({ format: 'png' }), roomy)).mime, 'image/jpeg')
})

test('of an animation the first frame is sent', async () => {
  assert.equal((await makeRendition(await drawPicture({ format: 'gif' }), roomy)).mime, 'image/jpeg')
})

test('what cannot be done is said: no type that we write, too few bytes, a broken picture, none at all', async () => {
  const fine = await drawPicture({ noise: true })
  await assert.rejects(makeRendition(fine, { ...roomy, types: ['image/heic'] }), PictureTrouble)
  await assert.rejects(makeRendition(fine, { ...roomy, maxBytes: 100 }), PictureTrouble)
  await assert.rejects(makeRendition(fine.subarray(0, fine.length / 2), roomy), PictureTrouble)
  await assert.rejects(makeRendition(join(base, 'nothing.jpg'), roomy), FilesTrouble)
})

test('a picture is read from a path as from bytes', async () => {
  const path = await picture(join(base, 'one.jpg'), {})
  assert.equal((await makeRendition(path, roomy)).width, 320)
})
