/** For the tests of this room: a library whose page is written as the sender writes it, and read as the public reads it. */
import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { manualAdapters } from '@shelftalker/networks/all-facts.ts'
import type { Account, Answer, Call, MediaPart, Part, Publish, Remote } from '@shelftalker/networks/port.ts'
import { DOMParser, type Document, onErrorStopParsing } from '@xmldom/xmldom'
import type { Ctx } from '#app/ctx.ts'
import { type TestHouse, type TestLibrary, testHouse } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import { accountOf, addBulletin } from '#modules/channels/index.ts'
import { bulletinAdapter } from './adapter.ts'
import { bulletinPages } from './bulletin.pages.ts'

export const ORIGIN = 'https://social.library.example'

export const bulletinHouse = () =>
  testHouse({ networks: [bulletinAdapter(), ...manualAdapters()], env: { SHELFTALKER_PUBLIC_URL: ORIGIN } })

export interface Shelf extends TestLibrary {
  /** Publishes as the sender does. `key` is the delivery's. */
  post(part: Partial<Part> & { text: string }, key?: string): Promise<Remote>
  act<T>(work: (publish: Publish, call: Call, account: Account) => Promise<Answer<T>>): Promise<Answer<T>>
  get(path: string, headers?: Record<string, string>): Promise<Response>
  text(path: string): Promise<string>
  picture(alt: string, bytes?: string): Promise<MediaPart>
}

export async function shelf(house: TestHouse): Promise<Shelf> {
  const library = await house.library()
  const { ctx } = library
  const channel = await inTx(ctx, 'test', (tx) => addBulletin(tx, library.library))
  const publish = bulletinAdapter().publish!
  const pages = bulletinPages(house.deps)
  const act: Shelf['act'] = (work) =>
    inTx(ctx, 'test', async (tx) => {
      const account = await accountOf(tx, channel)
      return work(publish, { ...callOf(ctx), settling: tx }, account!)
    })
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const request = new Request(`${ORIGIN}${path}`, { headers })
    const answer = await pages(request, new URL(request.url).pathname, '192.0.2.1')
    assert.ok(answer, `nobody answers ${path}`)
    return answer
  }
  return {
    ...library,
    act,
    get,
    text: async (path) => (await get(path)).text(),
    async post(part, key = randomUUID()) {
      const done = await act((own, call, account) => own.release(call, account, partOf(part), {}, key))
      assert.ok(done.ok, JSON.stringify(done))
      return done.value.remote
    },
    async picture(alt, bytes = alt) {
      const digest = `sha256-${createHash('sha256').update(bytes).digest('hex')}`
      const path = join(house.deps.files.scratch(), randomUUID())
      await writeFile(path, bytes)
      await house.deps.files.put(library.library.id, digest, path, 'image/png')
      return {
        digest,
        mime: 'image/png',
        bytes: bytes.length,
        width: 40,
        height: 30,
        alt,
        focus: null,
        video: null,
        read: async () => Buffer.from(bytes),
        open: async () => Readable.from([Buffer.from(bytes)]),
      }
    },
  }
}

export const partOf = (part: Partial<Part> & { text: string }): Part => ({
  language: null,
  title: null,
  options: {},
  media: [],
  card: null,
  parent: null,
  root: null,
  number: 1,
  count: 1,
  createdAt: new Date(),
  ...part,
})

export const callOf = (ctx: Ctx): Call => ({
  http: ctx.http,
  now: new Date(),
  deadline: new Date(Date.now() + 10_000),
  clock: () => new Date(),
  signal: new AbortController().signal,
})

/** Throws where it is not well-formed. */
export const xml = (text: string): Document =>
  new DOMParser({ onError: onErrorStopParsing }).parseFromString(text, 'text/xml')
