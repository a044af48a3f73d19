import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readExif } from './exif.ts'
import { loadSharp } from './sharp.ts'
import { drawPicture } from './testing.ts'

const exifOf = async () => (await (await loadSharp())(await drawPicture({ withPlace: true })).metadata()).exif!

test('place, camera, date, description and artist are read', async () => {
  assert.deepEqual(readExif(await exifOf()), {
    gps: true,
    camera: 'Acme Snap 3',
    date: '2026:05:01 09:00:00',
    description: 'Story time',
    artist: 'A. Librarian',
    comment: false,
  })
})

test('both byte orders are read', () => {
  // One directory with one entry: Make, ASCII, 4 bytes that fit into the entry itself.
  const big = Buffer.from('4d4d002a00000008' + '0001' + '010f000200000004' + '41636d00' + '00000000', 'hex')
  const little = Buffer.from('49492a0008000000' + '0100' + '0f01020004000000' + '41636d00' + '00000000', 'hex')
  for (const bytes of [big, little]) assert.equal(readExif(bytes)?.camera, 'Acm')
})

test('bytes that are no EXIF answer null', () => {
  for (const bytes of [Buffer.alloc(0), Buffer.from('MM'), Buffer.from('nothing of the kind')])
    assert.equal(readExif(bytes), null)
})

test('whatever is broken in it, the reader never throws', async () => {
  const whole = await exifOf()
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 30 }),
      fc.nat(whole.length),
      (breaks, end) => {
        const broken = Buffer.from(whole)
        for (const [at, value] of breaks) broken[at] = value
        readExif(broken.subarray(0, end))
      },
    ),
  )
})
