/** A person at a browser: a context of its own, watched for faults that nobody would see. */
import assert from 'node:assert/strict'
import type { BrowserContext, Page } from 'playwright-core'

export interface Desk {
  context: BrowserContext
  page: Page
  /** Asserts that nothing went wrong behind the page's back, and closes it. */
  leave(): Promise<void>
}

/** Chromium says so of every answer from 400 on; a refusal that the page shows is none of its faults. */
const REFUSAL = /^Failed to load resource: the server responded with a status of 4\d\d/
/** While the server sleeps, or the person has no network. */
const UNREACHED = /^Failed to load resource: net::ERR_|net::ERR_(CONNECTION|INCOMPLETE|INTERNET|EMPTY|NETWORK)/
/** At an address without https that is not this machine's own: the header stands for the others. */
const UNTRUSTED = /^The Cross-Origin-Opener-Policy header has been ignored/

/** @param trusted false: the desk opens an address without https that is not this machine's own */
export async function watch(context: BrowserContext, trusted = true): Promise<Desk> {
  // As long as `until` waits: a full machine is no fault of a page.
  context.setDefaultTimeout(60_000)
  const page = await context.newPage()
  const faults: string[] = []
  const fine = [REFUSAL, UNREACHED, ...(trusted ? [] : [UNTRUSTED])]
  // Breaches of the content security policy come as errors of the console too.
  context.on('console', (message) => {
    const text = message.text()
    if (message.type() === 'error' && !fine.some((one) => one.test(text)))
      faults.push(`${text} (${message.location().url})`)
  })
  context.on('weberror', (error) => faults.push(String(error.error().stack ?? error.error())))
  return {
    context,
    page,
    async leave() {
      await context.close()
      assert.deepEqual(faults, [], 'the page said errors')
    },
  }
}
