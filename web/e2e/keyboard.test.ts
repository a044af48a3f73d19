import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { openStage } from './testing/stage.ts'

const journey = await openStage()

test(
  'By keyboard alone: set up, write, choose, schedule',
  journey(async ({ desk, server }) => {
    const { page } = await desk()
    await page.goto('/app')
    await page.getByLabel('Name of your library').waitFor()
    for (const [label, words] of [
      [/^Name of your library/, 'Harbor County Library'],
      [/^Your name/, 'Ana Ruiz'],
      [/^Your email/, 'ana@harbor.example'],
      [/^A password/, 'four words are enough'],
    ] as const) {
      await tabTo(page, label)
      await page.keyboard.type(words)
    }
    await page.keyboard.press('Enter')
    // The first run waits; Today is two keys away.
    await page.getByRole('heading', { name: 'When does one find your door open?' }).waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('t')
    await page.getByRole('heading', { level: 1, name: /^Good / }).waitFor()

    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('c')
    await page.getByLabel('What do you want to say?').waitFor()
    await tabTo(page, /^What do you want to say/)
    await page.keyboard.type('Typed without a mouse.')
    // The one channel that there is stands chosen: out and in again.
    await tabTo(page, /^Bulletin/)
    await page.keyboard.press('Space')
    await page.getByText('Choose a channel to see it there.').waitFor()
    await page.keyboard.press('Space')
    await tabTo(page, /^Tomorrow at/)
    await page.keyboard.press('Enter')
    await tabTo(page, /^Schedule for/)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Where it goes' }).waitFor()
    const deliveries = await server.rows('select state from delivery')
    assert.deepEqual(
      deliveries.map((one) => one.state),
      ['scheduled'],
    )
  }),
)

/** Presses Tab until what has the focus is called so. At every stop the focus must be seen. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let i = 0; i < 60; i++) {
    const { label, seen } = await page.evaluate<{ label: string; seen: boolean }>(`(() => {
      const at = document.activeElement
      if (!at || at === document.body || at.id === 'main') return { label: '', seen: true }
      const label = at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent ?? ''
      // A radio or a box is drawn by what stands around it.
      const drawn = [at, at.parentElement, at.parentElement?.parentElement]
      const outlined = (one) => one && getComputedStyle(one).outlineStyle !== 'none' && getComputedStyle(one).outlineWidth !== '0px'
      // The button inside of a day or a time is the browser's own, and so is its ring.
      const inside = at.matches('[type=date], [type=time]') && !at.matches(':focus-visible')
      return { label, seen: inside || drawn.some(outlined) }
    })()`)
    assert.ok(seen, `the focus on “${label}” is not seen`)
    if (name.test(label.trim())) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not lead to ${name}`)
}
