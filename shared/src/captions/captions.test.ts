import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCaptions, writeWebVtt } from './captions.ts'

const VTT = `WEBVTT - made at the desk

NOTE by Ana, not for the public

STYLE
::cue { background: url(https://elsewhere.example/) }

1
00:01.000 --> 00:03.500 line:0 align:start
Story time is <i>back</i>.

00:04.000 --> 01:00:05.250
Every Tuesday
at ten.
`
const cuesOf = (text: string) => {
  const read = readCaptions(text)
  assert.ok(read.ok, JSON.stringify(read))
  return read.value.cues
}
const troubleOf = (text: string) => {
  const read = readCaptions(text)
  assert.equal(read.ok, false)
  return read.ok ? null : read.trouble
}

test('cues of WebVTT are read with their times and places, notes and styles are left behind', () => {
  assert.deepEqual(cuesOf(VTT), [
    { start: 1000, end: 3500, settings: 'line:0 align:start', text: 'Story time is <i>back</i>.' },
    { start: 4000, end: 3_605_250, settings: '', text: 'Every Tuesday\nat ten.' },
  ])
})

test('what was read and written is read the same once more', () => {
  const cues = cuesOf(VTT)
  const written = writeWebVtt(cues)
  assert.deepEqual(cuesOf(written), cues)
  assert.match(written, /^WEBVTT\n\n00:00:01\.000 --> 00:00:03\.500 line:0 align:start\nStory/)
  assert.match(written, /00:00:04\.000 --> 01:00:05\.250\n/)
  assert.doesNotMatch(written, /Ana|url/)
})

test('SubRip becomes WebVTT: commas, fonts and places are taken away, slanted words stay', () => {
  const srt =
    '1\r\n00:00:00,000 --> 00:00:02,040\r\n{\\an8}<font color="#fff">Welcome</font> to <b>Harbor</b>\r\n\r\n2\r\n00:00:02,1 --> 00:00:04,000\r\nbooks & games <3\r\n'
  assert.deepEqual(cuesOf(srt), [
    { start: 0, end: 2040, settings: '', text: 'Welcome to <b>Harbor</b>' },
    { start: 2100, end: 4000, settings: '', text: 'books &amp; games &lt;3' },
  ])
})

test('line ends of any machine and a byte order mark are read alike', () => {
  const expected = cuesOf(VTT)
  for (const end of ['\r\n', '\r']) assert.deepEqual(cuesOf(`\ufeff${VTT.replaceAll('\n', end)}`), expected)
})

test('what is no captions file is said to be none', () => {
  for (const text of [
    '',
    'Story time is back.',
    '{"a":1}',
    'WEBVTTX\n\n00:01.000 --> 00:02.000\nx',
    '1\n2\n3',
    '<tt xmlns="x"/>',
  ])
    assert.deepEqual(troubleOf(text), { code: 'no-captions' }, text)
})

test('a captions file without a word in it is refused', () => {
  assert.deepEqual(troubleOf('WEBVTT\n\nNOTE only this\n'), { code: 'no-cues' })
  assert.deepEqual(troubleOf('WEBVTT\n\n00:01.000 --> 00:02.000\n\n'), { code: 'no-cues' })
})

test('a time that is none, and one that runs backwards, are named with their line', () => {
  assert.deepEqual(troubleOf('WEBVTT\n\n00:01.000 --> 00:02.000\na\n\n00:61.000 --> 00:62.000\nb'), {
    code: 'time',
    line: 6,
  })
  assert.deepEqual(troubleOf('WEBVTT\n\none\n00:05.000 --> 00:05.000\na'), { code: 'backwards', line: 4 })
  assert.deepEqual(troubleOf('1\n00:00:05,000 --> 00:00:04,000\na'), { code: 'backwards', line: 2 })
})

test('a text with an arrow in its words stays one cue', () => {
  const [cue, ...more] = cuesOf('1\n00:00:01,000 --> 00:00:02,000\nhere\nleft --> right')
  assert.equal(cue?.text, 'here\nleft --&gt; right')
  assert.deepEqual(more, [])
})

test('a file of a hundred thousand lines is read in one go', () => {
  const text = `WEBVTT\n\n${Array.from({ length: 25_000 }, (_, at) => `${Math.floor(at / 60) % 60}:${String(at % 60).padStart(2, '0')}.000 --> 59:59.999\n${at}\n`).join('\n')}`
  assert.equal(cuesOf(text.replaceAll(/^59:59\.000/gm, '58:00.000')).length, 25_000)
})
