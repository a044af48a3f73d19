/** What the suite's tests under faults share: the faults, a test under one of them, what a refusal must say. */
import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Answer, Call } from '../port.ts'
import type { SuiteFault, SuiteStep } from './harness.ts'
import type { Bench } from './suite-bench.ts'

/** Shorter than any answer that is late. */
const SHORT_MS = 600
const LATE_MS = 2000

/** The answer is lost: in the first nothing was done, in the others all. */
export const lost = (): SuiteFault[] => [
  { is: 'hang-up-before' },
  { is: 'hang-up-after' },
  { is: 'error-after' },
  { is: 'garbage-after' },
  { is: 'slow-after', ms: LATE_MS },
]
/** The network says no in its own way, and nothing was done. Whole seconds, since some networks tell no finer time. */
export const refusals = (): SuiteFault[] => [
  { is: 'too-fast', resetAt: new Date(Math.ceil(Date.now() / 1000) * 1000 + 120_000) },
  { is: 'signed-out' },
]

/** A test under one fault; skipped with the harness's reason where the peer can't play it. */
export function under(
  bench: Bench,
  step: SuiteStep,
  fault: SuiteFault,
  title: string,
  body: (t: TestContext) => Promise<void>,
): void {
  test(`${step}, ${fault.is}: ${title}`, async (t) => {
    const reason = bench.skip(`${step}: ${fault.is}`)
    if (reason) return t.skip(reason)
    await body(t)
  })
}

/** Late answers meet a short deadline, all others a long one. */
export const callUnder = (bench: Bench, fault: SuiteFault): Call =>
  bench.call(fault.is === 'slow-after' ? SHORT_MS : undefined)

/** Where the network said no in its own way, the trouble says the same. */
export function assertRefusal(answer: Answer<unknown>, fault: SuiteFault): void {
  assert.ok(!answer.ok, 'a refusal is not good')
  const { trouble } = answer.trouble
  if (fault.is === 'signed-out') assert.equal(trouble.kind, 'sign-in-again')
  if (fault.is !== 'too-fast') return
  assert.ok(trouble.kind === 'too-fast', trouble.kind)
  assert.equal(trouble.retryAt.getTime(), fault.resetAt.getTime())
}
