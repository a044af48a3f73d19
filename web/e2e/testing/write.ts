/** What people do in the composer, in few words. */
import { pictureOf } from '@shelftalker/networks/testing/parts.ts'
import type { Page } from 'playwright-core'

/** Opens the page for a new post and writes. */
export async function write(page: Page, handle: string, text: string): Promise<void> {
  await page.goto(`/app/${handle}/write`)
  await page.getByLabel('What do you want to say?').fill(text)
}

/** Chooses these channels and no other: by network, or by name where a network has several. */
export async function choose(page: Page, ...names: string[]): Promise<void> {
  const group = page.getByRole('group', { name: 'Where does it go?' })
  for (const name of names) await group.getByRole('checkbox', { name }).first().waitFor()
  for (const box of await group.getByRole('checkbox').all()) {
    const label = (await box.locator('..').textContent()) ?? ''
    await box.setChecked(names.some((name) => label.includes(name)))
  }
}

/** Adds a picture from the device, with its alt text. */
export async function addPicture(page: Page, alt: string): Promise<void> {
  const { read } = pictureOf(alt, 96, 640, 400)
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'shelf.png', mimeType: 'image/png', buffer: Buffer.from(await read()) })
  await page.getByLabel('Alt text', { exact: true }).fill(alt)
}

/** Day and time as the library's clock shows them `minutes` from a moment. */
export function clockAt(zone: string, from: Date, minutes: number): { date: string; time: string; at: Date } {
  const at = new Date(Math.ceil((from.getTime() + minutes * 60_000) / 60_000) * 60_000)
  const local = Temporal.Instant.from(at.toISOString()).toZonedDateTimeISO(zone)
  return { date: local.toPlainDate().toString(), time: local.toPlainTime().toString({ smallestUnit: 'minute' }), at }
}

/** Gives the post a day and a time, and schedules it. */
export async function schedule(page: Page, when: { date: string; time: string }): Promise<void> {
  await page.getByLabel('Day', { exact: true }).fill(when.date)
  await page.getByLabel('Time', { exact: true }).fill(when.time)
  await page.getByRole('button', { name: /^Schedule for/ }).click()
}
