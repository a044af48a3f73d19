import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { Problem } from '#app/problem.ts'
import { beginsAsCaptions, rewriteCaptions } from './captions.ts'

const folder = mkdtempSync(join(tmpdir(), 'captions-'))
after(() => rmSync(folder, { recursive: true, force: true }))
let count = 0
const written = (bytes: string | Uint8Array) => {
  count += 1
  const from = join(folder, `${count}.in`)
  writeFileSync(from, bytes)
  return { from, to: join(folder, `${count}.out`) }
}
async function kept(bytes: string | Uint8Array): Promise<string> {
  const { from, to } = written(bytes)
  await rewriteCaptions(from, to)
  return readFileSync(to, 'utf8')
}
async function refusal(bytes: string | Uint8Array) {
  const { from, to } = written(bytes)
  const error: unknown = await rewriteCaptions(from, to).catch((thrown: unknown) => thrown)
  assert.ok(error instanceof Problem, String(error))
  return { kind: error.kind, path: error.fields[0]?.path, code: error.fields[0]?.code, message: error.message }
}
const SRT = '1\n00:00:01,000 --> 00:00:02,000\nLos niños escuchan\n'

test('captions are told from other text by how they begin, whatever they are called', async () => {
  for (const text of ['WEBVTT\n\n00:01.000 --> 00:02.000\na', '\ufeffWEBVTT - title\n', 'WEBVTT', SRT, `\r\n${SRT}`])
    assert.equal(await beginsAsCaptions(written(text).from), true, text)
  // The last three would keep a search busy that tries every way to share out what is alike.
  const endless = ['\n', '1', ' '].map((one) => `1${one.repeat(4_000)}`)
  for (const text of ['', 'Dear library', 'WEBVTTFILE', '<svg/>', '1\n2\n', 'BEGIN:VCALENDAR', ...endless])
    assert.equal(await beginsAsCaptions(written(text).from), false, text)
})

test('a letter of several bytes at the end of the first look does no harm', async () => {
  const text = `WEBVTT\n\n${'é'.repeat(4000)}`
  for (const shift of ['', 'x'])
    assert.equal(await beginsAsCaptions(written(text.replace('\n\n', `\n\n${shift}`)).from), true)
})

test('SubRip is kept as WebVTT', async () => {
  assert.equal(await kept(SRT), 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nLos niños escuchan\n')
})

test('what somebody noted beside the words is not kept', async () => {
  const text = await kept('WEBVTT\n\nNOTE\nAna, 555-0101\n\n00:01.000 --> 00:02.000\nHello\n')
  assert.doesNotMatch(text, /Ana|555/)
  assert.match(text, /Hello/)
})

test('UTF-16 is read where the file says so by its mark', async () => {
  const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(SRT, 'utf16le')])
  assert.equal(await beginsAsCaptions(written(bytes).from), true)
  assert.match(await kept(bytes), /Los niños escuchan/)
})

test('letters of an old encoding are refused instead of guessed', async () => {
  const { kind, path, code, message } = await refusal(Buffer.from(SRT, 'latin1'))
  assert.deepEqual([kind, path, code], ['unsupported-type', 'file', 'encoding'])
  assert.match(message, /Save the file as UTF-8/)
})

test('a line that cannot be read is named', async () => {
  const { code, message } = await refusal('WEBVTT\n\n00:01.000 --> later\nx')
  assert.equal(code, 'time')
  assert.match(message, /^Line 3 /)
})

test('captions without words, and more than any film has, are refused', async () => {
  assert.equal((await refusal('WEBVTT\n')).code, 'no-cues')
  const huge = await refusal(`WEBVTT\n\n${'x'.repeat(1024 * 1024)}`)
  assert.deepEqual([huge.kind, huge.code], ['too-large', 'too-large'])
})
