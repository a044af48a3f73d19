/** What the tests of the suite share: the harness once it stands, connected accounts, a prepare that waits. */
import assert from 'node:assert/strict'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import type { Account, Answer, Call, Evidence, Found, Health, Measure, Part, Publish, Remote } from '../port.ts'
import type { Harness, Seen, SkipName } from './harness.ts'
import { callFor } from './parts.ts'

export class Bench {
  #harness: Harness | null = null
  #number = 0

  put(harness: Harness): void {
    this.#harness = harness
  }
  get harness(): Harness {
    if (!this.#harness) throw new Error('the peer does not stand yet')
    return this.#harness
  }
  get publish(): Publish {
    return this.harness.adapter.publish!
  }
  get measure(): Measure {
    return this.harness.adapter.measure!
  }
  call(ms?: number): Call {
    return callFor(this.harness.http, ms)
  }
  evidence(account: Account): Evidence {
    return this.publish.evidence(account)
  }
  skip(name: SkipName): string | undefined {
    return this.harness.skips[name]
  }
  visible(account: Account): Promise<Seen[]> {
    return this.harness.visible(account)
  }

  /** A key as the sender makes it: from a new UUID. */
  key(): string {
    this.#number += 1
    const tail = this.#number.toString(16).padStart(12, '0')
    const time = Date.now().toString(16).padStart(12, '0')
    return this.publish.keyFor(`${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${tail}`)
  }

  async connect(): Promise<{ account: Account; health: Health }> {
    const { server, fields } = await this.harness.newAccount()
    const answer = await this.harness.adapter.signIn!.connect(this.call(), server, fields)
    assert.ok(answer.ok, `connect: ${JSON.stringify(answer)}`)
    const { health, secret } = answer.value
    const account: Account = {
      server,
      id: health.account.id,
      handle: health.account.handle,
      secret,
      told: health.told,
      keep: async (renewed) => {
        account.secret = renewed
      },
    }
    return { account, health }
  }

  /** Asks until all is ready, as the sender does, without waiting: peers count questions, not seconds. */
  async prepare(account: Account, part: Part, soFar: JsonObject | null = null): Promise<JsonObject> {
    let state = soFar
    for (let times = 0; times < 20; times++) {
      const answer = await this.publish.prepare(this.call(), account, part, state)
      assert.ok(answer.ok, `prepare: ${JSON.stringify(answer)}`)
      state = answer.value.prepared
      if (answer.value.ready) return state
    }
    throw new Error('prepare was not ready after twenty questions')
  }

  /** A whole post with a key of its own. */
  async post(
    account: Account,
    part: Part,
  ): Promise<{ remote: Remote; prepared: JsonObject; key: string; since: Date }> {
    const key = this.key()
    const prepared = await this.prepare(account, part)
    const since = new Date()
    const answer = await this.publish.release(this.call(), account, part, prepared, key)
    assert.ok(answer.ok, `release: ${JSON.stringify(answer)}`)
    return { remote: answer.value.remote, prepared, key, since }
  }

  async found(account: Account, part: Part, prepared: JsonObject, key: string, since: Date): Promise<Found> {
    const answer = await this.publish.lookUp(this.call(), account, part, prepared, key, since)
    assert.ok(answer.ok, `lookUp: ${JSON.stringify(answer)}`)
    return answer.value.found
  }

  /** `not-out`, or on networks whose look-up proves nothing at least no claim that it is out. */
  assertNotOut(found: Found, account: Account): void {
    if (this.evidence(account).lookUpConclusive) assert.equal(found.is, 'not-out', JSON.stringify(found))
    else assert.notEqual(found.is, 'out')
  }

  /** Nothing that leaves the adapter carries a secret of the account. */
  assertNoSecrets(value: unknown, account: Account): void {
    const told = JSON.stringify(value)
    for (const secret of Object.values(account.secret))
      if (typeof secret === 'string' && secret.length >= 6 && secret !== account.id && secret !== account.handle)
        assert.equal(told.includes(secret), false, 'an answer carries a secret')
  }

  /** A failure after which nobody may say that the act didn't happen. */
  assertUnsure(answer: Answer<unknown>, account: Account): void {
    assert.ok(!answer.ok, 'the answer was lost, so that it cannot be good')
    assert.equal(answer.trouble.sent, 'maybe')
    assert.equal(answer.trouble.rejected, false)
    assert.ok(['unknown', 'down', 'garbled'].includes(answer.trouble.trouble.kind), answer.trouble.trouble.kind)
    this.assertNoSecrets(answer, account)
  }
}
