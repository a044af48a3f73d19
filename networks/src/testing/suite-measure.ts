/** What the port promises of reading: figures in canonical names, null for missing, and the account's own listing. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MISSING, measureOf } from '@shelftalker/shared/measures/dictionary.ts'
import type { Account, Figure, ListedPost } from '../port.ts'
import { partOf, pictureOf } from './parts.ts'
import type { Bench } from './suite-bench.ts'

const HOUR = 3_600_000

/** Null has a reason, a number has none, and every name is in the dictionary. */
export function assertFigures(figures: Figure[], of: 'post' | 'account'): void {
  for (const { measure, value, missing } of figures) {
    assert.equal(measureOf(measure)?.of, of, measure)
    assert.equal(value === null, missing !== null, `${measure}: ${value} ${missing}`)
    if (missing !== null) assert.ok(MISSING.includes(missing), missing)
  }
  assert.equal(new Set(figures.map((one) => one.measure)).size, figures.length, 'each measure once')
}

/** Reads to the end, and never the same page twice. */
export async function listAll(bench: Bench, account: Account, since: Date): Promise<ListedPost[]> {
  const all: ListedPost[] = []
  let cursor: string | null = null
  for (let pages = 0; pages < 20; pages++) {
    const answer: Awaited<ReturnType<typeof page>> = await page(bench, account, since, cursor)
    all.push(...answer.posts)
    if (answer.next === null) return all
    assert.notEqual(answer.next, cursor, 'the listing goes on')
    cursor = answer.next
  }
  throw new Error('the listing did not end after twenty pages')
}
async function page(bench: Bench, account: Account, since: Date, cursor: string | null) {
  await bench.harness.shown?.()
  const answer = await bench.measure.listOwn(bench.call(), account, since, cursor)
  assert.ok(answer.ok, `listOwn: ${JSON.stringify(answer)}`)
  return answer.value
}

export function measureTests(bench: Bench, faults: boolean): void {
  const recent = () => new Date(Date.now() - HOUR)

  test('each post that is asked for gets its figures, and one that is not there is told as gone', async () => {
    const { account } = await bench.connect()
    const first = await bench.post(account, partOf('Seed library'))
    const second = await bench.post(account, partOf('Tool library'))
    const third = await bench.post(account, partOf('Cake pans'))
    const { remove } = bench.publish
    if (remove) assert.ok((await remove(bench.call(), account, third.remote)).ok)
    await bench.harness.react?.(account, second.remote.id, 3)
    await bench.harness.shown?.()
    const asked = [second.remote, first.remote, ...(remove ? [third.remote] : [])]
    const figures = new Map<string, Figure[] | 'gone'>()
    const atOnce = bench.measure.postsAtOnce(account)
    for (let from = 0; from < asked.length; from += atOnce) {
      const answer = await bench.measure.readPosts(bench.call(), account, asked.slice(from, from + atOnce))
      assert.ok(answer.ok, JSON.stringify(answer))
      bench.assertNoSecrets(answer, account)
      for (const one of answer.value.posts) figures.set(one.id, one.figures)
    }
    assert.equal(figures.size, asked.length)
    if (remove) assert.equal(figures.get(third.remote.id), 'gone')
    const told = figures.get(second.remote.id)
    assert.ok(told !== undefined && told !== 'gone')
    assertFigures(told, 'post')
    const known = new Set(bench.measure.counts.post.map((one) => `${one.measure} ${one.native}`))
    for (const one of told) assert.ok(known.has(`${one.measure} ${one.native}`), `${one.measure} is among the counts`)
    if (!bench.harness.react) return
    const reactions = told.find((one) => one.measure === 'engagement.reactions')
    assert.equal(reactions?.value, 3)
    const untouched = figures.get(first.remote.id)
    assert.ok(untouched !== undefined && untouched !== 'gone')
    assert.equal(untouched.find((one) => one.measure === 'engagement.reactions')?.value, 0, 'a told 0 is a 0')
  })

  test('the account has figures in names that the adapter declares', async () => {
    const { account } = await bench.connect()
    await bench.harness.shown?.()
    const answer = await bench.measure.readAccount(bench.call(), account)
    assert.ok(answer.ok, JSON.stringify(answer))
    assertFigures(answer.value.figures, 'account')
    bench.assertNoSecrets(answer, account)
    assert.deepEqual(
      answer.value.figures.map((one) => one.measure),
      bench.measure.counts.account.map((one) => one.measure),
    )
  })

  test('the account’s own listing shows what stands there, by the ids that posting answered', async () => {
    const { account } = await bench.connect()
    assert.deepEqual(await listAll(bench, account, recent()), [])
    const first = await bench.post(account, partOf('Open late tonight'))
    const second = await bench.post(account, partOf('Map of the stacks', { media: [pictureOf('A map')] }))
    const all = await listAll(bench, account, recent())
    assert.deepEqual(all.map((one) => one.remote.id).sort(), [first.remote.id, second.remote.id].sort())
    const listed = all.find((one) => one.remote.id === first.remote.id)!
    assert.equal(listed.text, 'Open late tonight')
    assert.equal(listed.remote.url, first.remote.url)
    assert.ok(Math.abs(listed.publishedAt.getTime() - Date.now()) < HOUR)
    const { remove } = bench.publish
    if (!remove) return
    assert.ok((await remove(bench.call(), account, first.remote)).ok)
    assert.deepEqual(
      (await listAll(bench, account, recent())).map((one) => one.remote.id),
      [second.remote.id],
    )
  })

  test('two posts are alike where words and pictures are, and not where one differs', async () => {
    const { account } = await bench.connect()
    const door = pictureOf('A red door', 40)
    const texts: [string, ReturnType<typeof pictureOf>[]][] = [
      ['Story time', []],
      ['Story time', []],
      ['Story time!', []],
      ['Story time', [door]],
      ['Story time', [pictureOf('A blue door', 90)]],
    ]
    const ids: string[] = []
    for (const [text, media] of texts) ids.push((await bench.post(account, partOf(text, { media }))).remote.id)
    const all = await listAll(bench, account, recent())
    const of = (at: number) => all.find((one) => one.remote.id === ids[at])!.likeness
    assert.equal(of(0), of(1))
    assert.equal(new Set([of(0), of(2), of(3), of(4)]).size, 4)
  })

  test('a listing longer than a page is read to its end, each post once', async () => {
    const { account } = await bench.connect()
    const ids: string[] = []
    for (let n = 0; n < 43; n++) ids.push((await bench.post(account, partOf(`Book ${n} of the year`))).remote.id)
    const all = await listAll(bench, account, recent())
    assert.equal(all.length, 43)
    assert.deepEqual(new Set(all.map((one) => one.remote.id)), new Set(ids))
  })

  if (!faults) return
  for (const step of ['readPosts', 'listOwn'] as const) {
    const ask = async (account: Account) => {
      const { remote } = await bench.post(account, partOf('Asked about'))
      // A network that lists by what it has seen knows a new account only then.
      await bench.harness.shown?.()
      return () =>
        step === 'readPosts'
          ? bench.measure.readPosts(bench.call(), account, [remote])
          : bench.measure.listOwn(bench.call(), account, recent(), null)
    }
    test(`${step}: an answer that cannot be read is a trouble with what came, and the next one is good`, async (t) => {
      const reason = bench.skip(`${step}: garbage-after`)
      if (reason) return t.skip(reason)
      const { account } = await bench.connect()
      const again = await ask(account)
      await bench.harness.lay(step, { is: 'garbage-after' })
      const answer = await again()
      assert.ok(!answer.ok)
      assert.ok(['garbled', 'down', 'unknown'].includes(answer.trouble.trouble.kind), answer.trouble.trouble.kind)
      bench.assertNoSecrets(answer, account)
      const next = await again()
      assert.ok(next.ok, JSON.stringify(next))
    })

    test(`${step}: "too fast" says until when`, async (t) => {
      const reason = bench.skip(`${step}: too-fast`)
      if (reason) return t.skip(reason)
      const { account } = await bench.connect()
      const again = await ask(account)
      const resetAt = new Date(Math.ceil(Date.now() / 1000) * 1000 + 90_000)
      await bench.harness.lay(step, { is: 'too-fast', resetAt })
      const answer = await again()
      assert.ok(!answer.ok && answer.trouble.trouble.kind === 'too-fast', JSON.stringify(answer))
      assert.ok(Math.abs(answer.trouble.trouble.retryAt.getTime() - resetAt.getTime()) < 2_000)
    })

    test(`${step}: a lost sign-in is told as one`, async (t) => {
      const reason = bench.skip(`${step}: signed-out`)
      if (reason) return t.skip(reason)
      const { account } = await bench.connect()
      const again = await ask(account)
      await bench.harness.lay(step, { is: 'signed-out' })
      const answer = await again()
      assert.ok(!answer.ok && answer.trouble.trouble.kind === 'sign-in-again', JSON.stringify(answer))
    })
  }
}
