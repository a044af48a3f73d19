import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { textAnswer } from './compress.ts'

const answerTo = (encodings: string | null, body: string, headers: Record<string, string> = {}) =>
  textAnswer(
    new Request('http://house.test/', encodings === null ? {} : { headers: { 'accept-encoding': encodings } }),
    200,
    body,
    { 'content-type': 'application/json', ...headers },
  )
const line = (n: number) => `{"title":"Çay saati ${n}, 読書会 📚","at":"2027-03-${10 + (n % 20)}T09:00"}`
const text = (lines: number) => `[${Array.from({ length: lines }, (_, n) => line(n)).join(',')}]`

describe('an answer that is packed', () => {
  for (const [name, lines] of [
    ['small', 30],
    ['just below what is packed on the spot', 1_100],
    ['large', 3_000],
    ['very large', 40_000],
  ] as const)
    it(`is ${name}: it unpacks to what it was, is smaller, and says its own length`, async () => {
      const body = text(lines)
      const answer = await answerTo('br, gzip', body)
      const packed = Buffer.from(await answer.arrayBuffer())
      assert.equal(answer.headers.get('content-encoding'), 'gzip')
      assert.equal(Number(answer.headers.get('content-length')), packed.length)
      assert.equal(gunzipSync(packed).toString('utf8'), body)
      assert.ok(packed.length < Buffer.byteLength(body) / 4)
    })

  it('goes out as it is where nobody takes it packed, or where it fits one packet', async () => {
    for (const [encodings, body] of [
      [null, text(2_000)],
      ['br', text(2_000)],
      ['gzip', text(3)],
    ] as const) {
      const answer = await answerTo(encodings, body)
      assert.equal(answer.headers.get('content-encoding'), null)
      assert.equal(await answer.text(), body)
    }
  })

  it('says that it differs by what the caller takes, beside what else it differs by', async () => {
    for (const lines of [3, 30, 3_000]) {
      assert.equal((await answerTo('gzip', text(lines))).headers.get('vary'), 'accept-encoding')
      assert.equal(
        (await answerTo(null, text(lines), { vary: 'accept' })).headers.get('vary'),
        'accept, accept-encoding',
      )
    }
  })

  it('does not mix up many that are packed at once', async () => {
    const bodies = Array.from({ length: 12 }, (_, n) => text(900 + n * 100))
    const answers = await Promise.all(bodies.map((body) => answerTo('gzip', body)))
    for (const [n, answer] of answers.entries())
      assert.equal(gunzipSync(Buffer.from(await answer.arrayBuffer())).toString('utf8'), bodies[n])
  })
})
