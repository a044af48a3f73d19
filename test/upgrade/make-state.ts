/**
 * Makes the backup that later versions are upgraded from: `node launch/run.mjs test/upgrade/make-state.ts state-0.1.0.tar.gz`.
 * Run it in a clone of the version to keep, and put the file beside this one. Never made anew: it is what hosts out there have.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { drawPicture } from '../../server/src/files/testing.ts'
import { startMastodonPeer } from '../peers/mastodon/peer.ts'
import { ANA, HARBOR, KEY, LATER, PEER_PORT, TEXTS } from './kept.ts'
import { asking, command, startProduct } from './product.ts'

const to = process.argv[2]
if (!to) throw new Error('Name the file to write: make-state.ts state-0.1.0.tar.gz')

const data = mkdtempSync(join(tmpdir(), 'shelftalker-state-'))
// Postgres' own account must reach it when we are root.
chmodSync(data, 0o755)
const peer = await startMastodonPeer(PEER_PORT)
const env = { SHELFTALKER_DATA: data, SHELFTALKER_KEY: KEY, SHELFTALKER_ALLOW_HOSTS: new URL(peer.url).host }
const product = await startProduct(env)
try {
  const { apiKey } = await asking(product.address, '')<{ apiKey: string }>('POST', '/setup', {
    library: HARBOR,
    person: ANA,
  })
  const ask = asking(product.address, apiKey)
  const { items } = await ask<{ items: { id: string }[] }>('GET', '/channels')
  const bulletin = items[0]!.id
  const { token } = peer.book.addAccount('harbor')
  const connection = { server: peer.url, accessToken: token }
  const mastodon = await ask<{ id: string }>('POST', '/channels', { network: 'mastodon', name: 'Mastodon', connection })
  const facebook = await ask<{ id: string }>('POST', '/channels', {
    network: 'facebook',
    name: 'Facebook',
    manual: true,
  })

  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(await drawPicture())], { type: 'image/jpeg' }), 'Facade.jpg')
  const file = await ask<{ id: string }>('POST', '/files', form)
  const post = (text: string, more: Record<string, unknown>) => ask<{ id: string }>('POST', '/posts', { text, ...more })
  const out = await post(TEXTS.out, {
    channels: [bulletin, mastodon.id],
    media: [{ file: file.id, alt: 'A quiet house on a street.' }],
    variants: [{ channel: mastodon.id, text: TEXTS.outOnMastodon }],
  })
  await ask('POST', `/posts/${out.id}/submit`, { when: 'now' })
  const later = await post(TEXTS.later, { channels: [bulletin, mastodon.id, facebook.id] })
  await ask('POST', `/posts/${later.id}/submit`, { when: LATER })
  await post(TEXTS.draft, { channels: [bulletin] })
  for (;;) {
    const { items } = await ask<{ items: { state: string }[] }>('GET', `/deliveries?post=${out.id}`)
    if (items.every(({ state }) => state === 'published')) break
  }
} finally {
  await product.stop()
  await peer.close()
}
await command(['backup', '--to', resolve(to)], env)
rmSync(data, { recursive: true, force: true })
