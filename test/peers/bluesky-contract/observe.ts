/**
 * Asks a PDS a fixed row of questions with plain fetch, and notes what a client could tell apart: status, error name,
 * the fields of the answer, and what is there afterwards. The real server and the contract peer must note the same.
 */
import { makeVideo } from '@shelftalker/networks/testing/video.ts'
import type { PeerAccount } from './accounts.ts'

interface Noted {
  status: number
  error: string | null
  /** Names of the fields, in order of the alphabet; those that only one of two servers has to send are left out. */
  fields: string[]
}
/** The real server sends these by its configuration; a client can't count on them. */
const OPTIONAL = new Set([
  'didDoc',
  'validationStatus',
  'emailConfirmed',
  'email',
  'contact',
  'links',
  'phoneVerificationRequired',
])
const POST = 'app.bsky.feed.post'
const KEY = '3j5elszahov4d'
const OTHER_KEY = '3j5elszahov5d'

export async function observe(url: string, account: PeerAccount): Promise<Record<string, Noted>> {
  const notes: Record<string, Noted> = {}
  const { did, handle, appPassword } = account

  async function ask(
    title: string,
    nsid: string,
    it: { params?: Record<string, string>; json?: unknown; bytes?: Uint8Array; mime?: string; token?: string } = {},
  ): Promise<Record<string, unknown>> {
    const query = it.params ? `?${new URLSearchParams(it.params)}` : ''
    const response = await fetch(`${url}/xrpc/${nsid}${query}`, {
      method: it.params ? 'GET' : 'POST',
      headers: {
        ...(it.token ? { authorization: `Bearer ${it.token}` } : {}),
        ...(it.json
          ? { 'content-type': 'application/json' }
          : it.bytes
            ? { 'content-type': it.mime ?? 'image/png' }
            : {}),
      },
      ...(it.json ? { body: JSON.stringify(it.json) } : it.bytes ? { body: new Uint8Array(it.bytes) } : {}),
    })
    const text = await response.text()
    const value = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>
    const fields = Object.keys(value)
      .filter((name) => !OPTIONAL.has(name))
      .sort()
    notes[title] = { status: response.status, error: (value.error as string | undefined) ?? null, fields }
    return value
  }
  const put = (title: string, rkey: string, record: object, more: object = {}) =>
    ask(title, 'com.atproto.repo.putRecord', { json: { repo: did, collection: POST, rkey, record, ...more }, token })
  const get = (title: string, rkey: string) =>
    ask(title, 'com.atproto.repo.getRecord', { params: { repo: did, collection: POST, rkey } })
  const same = (title: string, is: boolean) => {
    notes[title] = { status: is ? 1 : 0, error: null, fields: [] }
  }

  await ask('a wrong password', 'com.atproto.server.createSession', {
    json: { identifier: handle, password: 'aaaa-bbbb-cccc-dddd' },
  })
  await ask('a body that lacks a field', 'com.atproto.server.createSession', { json: { identifier: handle } })
  const first = await ask('signing in', 'com.atproto.server.createSession', {
    json: { identifier: handle, password: appPassword },
  })
  await ask('signing in by DID', 'com.atproto.server.createSession', {
    json: { identifier: did, password: appPassword },
  })
  const renewed = await ask('refreshing', 'com.atproto.server.refreshSession', { token: String(first.refreshJwt) })
  await ask('refreshing again with the same token', 'com.atproto.server.refreshSession', {
    token: String(first.refreshJwt),
  })
  await ask('refreshing with an access token', 'com.atproto.server.refreshSession', { token: String(first.accessJwt) })
  const token = String(renewed.accessJwt)
  same('a token says when it ends', typeof payload(token).exp === 'number')
  same('and that it is of an app password', payload(token).scope === 'com.atproto.appPass')
  await ask('whose session', 'com.atproto.server.getSession', { params: {}, token })
  await ask('whose session, without a token', 'com.atproto.server.getSession', { params: {} })
  await ask('whose session, with a made-up token', 'com.atproto.server.getSession', { params: {}, token: 'made-up' })
  await ask('the server', 'com.atproto.server.describeServer', { params: {} })
  await ask('a handle', 'com.atproto.identity.resolveHandle', { params: { handle } })
  await ask('a handle of nobody', 'com.atproto.identity.resolveHandle', { params: { handle: 'nobody-at-all.test' } })

  await ask('people', 'app.bsky.actor.searchActorsTypeahead', { params: { q: handle, limit: '8' }, token })
  await ask('too many people', 'app.bsky.actor.searchActorsTypeahead', { params: { q: handle, limit: '101' }, token })
  await ask('people, with a made-up token', 'app.bsky.actor.searchActorsTypeahead', {
    params: { q: handle },
    token: 'made-up',
  })

  const record = { $type: POST, text: 'Story hour', createdAt: '2026-11-24T09:00:00.000Z' }
  await get('a record that is not there', KEY)
  const written = await put('writing to an empty place', KEY, record, { swapRecord: null })
  const again = await put('the same again', KEY, record, { swapRecord: null })
  same('gives the same cid', written.cid === again.cid)
  const turned = { createdAt: record.createdAt, text: record.text, $type: POST }
  same('whatever the order of its fields', written.cid === (await put('the same in another order', KEY, turned)).cid)
  await put('another text to the same place', KEY, { ...record, text: 'Other' }, { swapRecord: null })
  await put('another text over a wrong cid', KEY, { ...record, text: 'Other' }, { swapRecord: await cidOfNothing() })
  same('the first text stands', ((await get('reading it', KEY)).value as { text: string }).text === 'Story hour')
  await put('a key that is no TID', 'job-00001', record)
  await put('more than 300 graphemes', OTHER_KEY, { ...record, text: 'é'.repeat(301) })
  await put('75 families of four', OTHER_KEY, { ...record, text: '👨‍👩‍👧‍👦'.repeat(75) })
  await put('no text', OTHER_KEY, { $type: POST, createdAt: record.createdAt })
  await put('no date', OTHER_KEY, { $type: POST, text: 'x' })
  await put('a record of another kind', OTHER_KEY, { ...record, $type: 'app.bsky.feed.like' })

  const { blob } = await ask('a picture', 'com.atproto.repo.uploadBlob', { bytes: PIXEL, token })
  await ask('a picture without a token', 'com.atproto.repo.uploadBlob', { bytes: PIXEL })
  const embed = (images: unknown[]) => ({ ...record, embed: { $type: 'app.bsky.embed.images', images } })
  await put('a post with it', '3j5elszahov6d', embed([{ image: blob, alt: 'A dot' }]))
  await put('without alt', '3j5elszahov7d', embed([{ image: blob }]))
  await put('five pictures', '3j5elszahov7d', embed(Array(5).fill({ image: blob, alt: '' })))
  const unknown = { ...(blob as object), ref: { $link: 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku' } }
  await put('a picture that was never uploaded', '3j5elszahov7d', embed([{ image: unknown, alt: '' }]))

  const { did: aud } = await ask('the server once more', 'com.atproto.server.describeServer', { params: {} })
  const uploads = { aud: String(aud), lxm: 'com.atproto.repo.uploadBlob' }
  const auth = (title: string, params: Record<string, string>, by?: string) =>
    ask(title, 'com.atproto.server.getServiceAuth', { params, ...(by ? { token: by } : {}) })
  const soon = (seconds: number) => String(Math.floor(Date.now() / 1000) + seconds)
  const given = await auth('a token for another service', { ...uploads, exp: soon(1800) }, token)
  await auth('such a token for two hours', { ...uploads, exp: soon(7200) }, token)
  await auth('such a token that has ended', { ...uploads, exp: soon(-60) }, token)
  await auth('such a token without being signed in', uploads)
  const { blob: video } = await ask('a blob laid there by it', 'com.atproto.repo.uploadBlob', {
    bytes: makeVideo({ seconds: 1 }),
    mime: 'video/mp4',
    token: String(given.token),
  })
  const filmed = (more: object) => ({ ...record, embed: { $type: 'app.bsky.embed.video', video, ...more } })
  await put('a post with a video', '3j5elszahoy6d', filmed({ alt: 'Waves', aspectRatio: { width: 64, height: 48 } }))
  await put('a picture in place of the video', '3j5elszahoy7d', filmed({ video: blob }))
  await put('captions that are a picture', '3j5elszahoy7d', filmed({ captions: [{ lang: 'en', file: blob }] }))
  await ask('taking the video out of the list', 'com.atproto.repo.deleteRecord', {
    json: { repo: did, collection: POST, rkey: '3j5elszahoy6d' },
    token,
  })

  const own = { repo: did, collection: POST }
  const list = await ask('the list', 'com.atproto.repo.listRecords', { params: { ...own, limit: '2' } })
  same('newest key first', (list.records as { uri: string }[])[0]!.uri.endsWith('3j5elszahov6d'))
  const rest = await ask('the next page', 'com.atproto.repo.listRecords', {
    params: { ...own, cursor: String(list.cursor) },
  })
  same('goes on where it ended', (rest.records as { uri: string }[])[0]!.uri.endsWith(KEY))
  const before = await ask('the last change', 'com.atproto.sync.getLatestCommit', { params: { did } })
  const gone = { json: { ...own, rkey: KEY }, token }
  await ask('deleting', 'com.atproto.repo.deleteRecord', gone)
  await ask('deleting twice', 'com.atproto.repo.deleteRecord', gone)
  const after = await ask('the last change now', 'com.atproto.sync.getLatestCommit', { params: { did } })
  same('is later', String(after.rev) > String(before.rev))
  await get('a deleted record', KEY)
  await put('a deleted record is brought back', KEY, record, { swapRecord: null })
  await ask('the last change of nobody', 'com.atproto.sync.getLatestCommit', {
    params: { did: 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' },
  })
  await ask('somebody else’s place', 'com.atproto.repo.putRecord', {
    json: { repo: 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa', collection: POST, rkey: KEY, record },
    token,
  })
  await ask('a method that is not there', 'com.atproto.repo.nothing', { json: {}, token })
  await ask('signing out', 'com.atproto.server.deleteSession', { token: String(renewed.refreshJwt) })
  return notes
}

async function cidOfNothing(): Promise<string> {
  const { cidOfRecord } = await import('./cid.ts')
  return cidOfRecord({})
}

function payload(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString())
}

/** A PNG of one pixel. */
const PIXEL = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  ),
)
