import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Media } from '#posts/types.ts'
import { withCaptions, withFile } from './media.ts'

const picture: Media = { file: 'p', alt: 'A shelf', decorative: false, focus: null, video: null }
const film: Media = { ...picture, file: 'f', video: { captions: [], noSpeech: true } }

test('a picture and a video stand last, each as what it is', () => {
  const shown = withFile([picture], { id: 'a', type: 'image/png' }, 'en')
  assert.deepEqual(shown?.at(-1), { ...picture, file: 'a', alt: '' })
  const filmed = withFile([picture], { id: 'b', type: 'video/mp4' }, 'en')
  assert.deepEqual(filmed?.at(-1)?.video, { captions: [], noSpeech: false })
  assert.equal(filmed?.length, 2)
})

test('captions go to the last video, in the language of the post, and end “nobody speaks”', () => {
  const other: Media = { ...film, file: 'g' }
  const media = withFile([film, other, picture], { id: 'c', type: 'text/vtt' }, 'es')
  assert.deepEqual(
    media?.map((one) => one.video),
    [film.video, { captions: [{ file: 'c', language: 'es' }], noSpeech: false }, null],
  )
})

test('captions without a video are nobody’s', () => {
  assert.equal(withFile([], { id: 'c', type: 'text/vtt' }, 'en'), null)
  assert.equal(withFile([picture], { id: 'c', type: 'text/vtt' }, 'en'), null)
})

test('further captions are offered in a language that has none yet', () => {
  const once = withCaptions({ captions: [], noSpeech: false }, 'a', null)
  const twice = withCaptions(once, 'b', null)
  const thrice = withCaptions(twice, 'c', 'es')
  assert.deepEqual(
    thrice.captions.map(({ language }) => language),
    ['en', 'es', 'zh'],
  )
})

test('what stood before is not changed', () => {
  const before = structuredClone([picture, film])
  const media = structuredClone(before)
  withFile(media, { id: 'c', type: 'text/vtt' }, 'en')
  assert.deepEqual(media, before)
})
