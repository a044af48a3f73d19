/** Fills an installation that is running: a library, channels on the peer, posts at one moment. Through the rooms' own verbs, in bulk. */

import { readConfig } from '../server/src/app/config.ts'
import type { Ctx, Deps } from '../server/src/app/ctx.ts'
import { makeDeps } from '../server/src/app/deps.ts'
import { makeLog } from '../server/src/app/log.ts'
import { inTx } from '../server/src/app/tx.ts'
import { findRunning } from '../server/src/db/embedded/find-running.ts'
import { createChannel } from '../server/src/modules/channels/create-channel.ts'
import { schedulePost } from '../server/src/modules/publishing/index.ts'

export interface Seeder {
  deps: Deps
  setUp(): Promise<{ key: string; ctx: Ctx }>
  channels(ctx: Ctx, count: number, peer: string): Promise<string[]>
  /** `perChannel` posts on each channel, all at one moment; answers that moment. */
  posts(ctx: Ctx, channels: string[], perChannel: number, dueAt: Date): Promise<void>
  close(): Promise<void>
}

export function seeder(url: string, data: string, allowHosts: string): Seeder {
  const config = readConfig({ SHELFTALKER_DATA: data, SHELFTALKER_ALLOW_HOSTS: allowHosts })
  const running = findRunning(data)
  if (!running) throw new Error(`no database runs on ${data}`)
  const deps = makeDeps(config, makeLog('warn'), running.appConfig)
  let number = 0
  return {
    deps,
    async setUp() {
      const body = {
        library: { name: 'Harbor County Library', handle: 'harbor', zone: 'America/New_York' },
        person: { name: 'Ana', email: 'ana@harbor.example', password: 'four words are enough' },
      }
      const response = await fetch(`${url}/api/v1/setup`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      const made = (await response.json()) as { apiKey: string; library: { id: string; handle: string } }
      return {
        key: made.apiKey,
        ctx: {
          ...deps,
          library: { ...made.library, zone: 'America/New_York' },
          actor: { kind: 'job', name: 'bench' },
          tx: null,
        },
      }
    },
    async channels(ctx, count, peer) {
      const made: string[] = []
      await inParallel(count, 8, async () => {
        number += 1
        const connection = { server: peer, identifier: `harbor-${number}.test`, appPassword: 'abcd-efgh-ijkl-mnop' }
        made.push((await createChannel(ctx, { network: 'bluesky', name: `Channel ${number}`, connection })).id)
      })
      return made
    },
    async posts(ctx, channels, perChannel, dueAt) {
      const all = channels.flatMap((channel) => Array.from({ length: perChannel }, (_, n) => ({ channel, n })))
      for (let at = 0; at < all.length; at += 100)
        await inTx(ctx, 'bench', async (tx) => {
          for (const { channel, n } of all.slice(at, at + 100)) {
            const post = tx.ids()
            const text = `Story time ${n} is back at all six branches. Bring a friend, and a blanket. ${post}`
            await tx.db
              .insertInto('post')
              .values({
                library_id: ctx.library!.id,
                id: post,
                title: null,
                latest: 1,
                created_at: tx.now,
                created_by: null,
                updated_at: tx.now,
                updated_by: null,
              })
              .execute()
            const part = { text, language: 'en', title: null, options: {}, media: [], card: null }
            await schedulePost(tx, {
              post,
              version: 1,
              title: text.slice(0, 60),
              dueAt,
              planned: null,
              noUseAfter: null,
              orders: [{ channel, language: null, parts: [part] }],
            })
          }
        })
    },
    close: () => deps.close(),
  }
}

async function inParallel(count: number, lanes: number, work: (n: number) => Promise<void>): Promise<void> {
  let next = 0
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      while (next < count) await work(next++)
    }),
  )
}
