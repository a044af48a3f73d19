/** For tests of the sender: a network in memory, a connected channel, a scheduled post, and a look at how it stands. */
import { memoryAdapter } from '@shelftalker/networks/testing/memory.ts'
import type { Behaviour } from '@shelftalker/networks/testing/memory-network.ts'
import { MemoryNetwork } from '@shelftalker/networks/testing/memory-network.ts'
import type { Ctx, TxCtx } from '#app/ctx.ts'
import { type HouseOptions, type TestHouse, type TestLibrary, testHouse } from '#app/testing.ts'
import { inTx, look } from '#app/tx.ts'
import type { FrozenPart } from './payload.ts'
import { schedulePost } from './schedule.ts'
import { makeSender } from './sender.ts'

export interface SendingHouse extends TestHouse {
  network: MemoryNetwork
  sender: ReturnType<typeof makeSender>
}
/**
 * A lost answer is asked about only once the network shows what it took, and that takes it as long as no machine is slow: `drain` leaves it
 * unknown, and the test moves the time on by two minutes when it wants it asked.
 */
const SHOWN_AFTER_MS = 60_000
export async function sendingHouse(behaviour: Partial<Behaviour> = {}, more: HouseOptions = {}): Promise<SendingHouse> {
  const network = new MemoryNetwork({ visibilityLagMs: SHOWN_AFTER_MS, ...behaviour })
  const house = await testHouse({
    ...more,
    networks: [memoryAdapter(network, { network: 'memory' }), ...(more.networks ?? [])],
  })
  return {
    ...house,
    network,
    sender: makeSender(house.deps, { guardClock: false }),
    [Symbol.asyncDispose]: () => house[Symbol.asyncDispose](),
  }
}

let counter = 0
/** An active channel with a well connection to the memory network. */
export async function connectedChannel(
  house: SendingHouse,
  { ctx }: TestLibrary,
): Promise<{ channel: string; account: string }> {
  counter += 1
  const { id: account, password } = house.network.addAccount(`harbor-${counter}`)
  const channel = ctx.ids()
  await inTx(ctx, 'test', async (tx) => {
    const library_id = ctx.library!.id
    await tx.db
      .insertInto('channel')
      .values({
        library_id,
        id: channel,
        network: 'memory',
        name: 'Memory',
        handle: `harbor-${counter}`,
        url: null,
        manual: false,
        role_address: null,
        paused_reason: null,
        paused_by: null,
        state: 'active',
        standing: 'ours',
        created_at: tx.now,
        created_by: null,
      })
      .execute()
    await tx.db
      .insertInto('connection')
      .values({
        library_id,
        channel_id: channel,
        server: '',
        account_id: account,
        handle: `harbor-${counter}`,
        secret: ctx.vault.seal({ password }, `connection:${channel}`),
        told: '{}',
        state: 'well',
        state_detail: null,
        connected_by: null,
        connected_at: tx.now,
      })
      .execute()
  })
  return { channel, account }
}
export async function manualChannel({ ctx }: TestLibrary): Promise<string> {
  const channel = ctx.ids()
  await inTx(ctx, 'test', (tx) =>
    tx.db
      .insertInto('channel')
      .values({
        library_id: ctx.library!.id,
        id: channel,
        network: 'memory',
        name: 'By hand',
        handle: '',
        url: null,
        manual: true,
        role_address: null,
        paused_reason: null,
        paused_by: null,
        state: 'active',
        standing: 'ours',
        created_at: tx.now,
        created_by: null,
      })
      .execute(),
  )
  return channel
}

export const words = (text: string, more: Partial<FrozenPart> = {}): FrozenPart => ({
  text,
  language: 'en',
  title: null,
  options: {},
  media: [],
  card: null,
  ...more,
})

/** The row of a post, for what hangs on one. */
export async function newPost(tx: TxCtx): Promise<string> {
  const id = tx.ids()
  const row = { library_id: tx.library!.id, id, title: null, latest: 1, created_by: null, updated_by: null }
  await tx.db
    .insertInto('post')
    .values({ ...row, created_at: tx.now, updated_at: tx.now })
    .execute()
  return id
}

/** Schedules a post of one or more parts; `inMs` from the database's now. Answers the deliveries' ids, in order of the parts. */
export async function scheduled(
  ctx: Ctx,
  channel: string,
  texts: string[],
  inMs = 0,
  more: { noUseAfterMs?: number; media?: FrozenPart['media']; urgent?: boolean } = {},
): Promise<string[]> {
  return inTx(ctx, 'test', async (tx) => {
    const post = await newPost(tx)
    const at = (ms: number) => new Date(tx.now.getTime() + ms)
    const parts = texts.map((text) => words(text, more.media ? { media: more.media } : {}))
    const made = await schedulePost(tx, {
      post,
      version: 1,
      title: texts[0]!,
      dueAt: at(inMs),
      planned: null,
      noUseAfter: more.noUseAfterMs === undefined ? null : at(more.noUseAfterMs),
      ...(more.urgent && { urgent: true }),
      orders: [{ channel, language: null, parts }],
    })
    return made.map((one) => one.id)
  })
}

export const standing = (ctx: Ctx, id: string) =>
  look(ctx, (tx) => tx.db.selectFrom('delivery').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
export const storyOf = (ctx: Ctx, id: string) =>
  look(ctx, (tx) => tx.db.selectFrom('attempt').selectAll().where('delivery_id', '=', id).orderBy('id').execute())
export const factsOf = async (ctx: Ctx, id: string) =>
  (await look(ctx, (tx) => tx.db.selectFrom('fact').select(['kind', 'subject']).orderBy('id').execute()))
    .filter((one) => one.subject.id === id)
    .map((one) => one.kind)
