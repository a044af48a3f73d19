import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from '../../server/src/app/until.ts'
import { look } from './testing/look.ts'
import { openStage } from './testing/stage.ts'
import { write } from './testing/write.ts'

const journey = await openStage()

test(
  'The session ends in the middle of writing: sign in over the page, nothing typed is lost',
  journey(async ({ installed, desk, server }) => {
    const library = await installed()
    const { page } = await desk({ as: library.ana })
    await write(page, library.handle, 'First words.')
    await page.getByText(/^Saved \d/).waitFor()
    await server.rows('delete from session')
    await page.getByLabel('What do you want to say?').fill('First words, and many more.')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('You were signed out').waitFor()
    await look(page, 'signed-out')
    assert.equal(await dialog.getByLabel('Email').inputValue(), library.ana.email)
    await dialog.getByLabel('Password', { exact: true }).fill(library.ana.password)
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    assert.equal(await page.getByLabel('What do you want to say?').inputValue(), 'First words, and many more.')
    await until(async () => (await library.texts()).includes('First words, and many more.'))
  }),
)

test(
  'A wrong password says how many tries are left, then they rest; the right page comes after',
  journey(async ({ installed, desk, server }) => {
    const library = await installed()
    const { page } = await desk()
    await page.goto(`/app/${library.handle}/settings`)
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    await look(page, 'sign-in', { dark: true })
    await page.getByLabel('Email').fill(library.ana.email)
    const guess = async (password: string) => {
      await page.getByLabel('Password', { exact: true }).fill(password)
      await page.keyboard.press('Enter')
    }
    await guess('not it')
    await page.getByText('7 tries are left.').waitFor()
    await look(page, 'wrong-password')
    assert.equal(await page.getByLabel('Email').inputValue(), library.ana.email)
    for (let left = 6; left >= 1; left--) {
      await guess('not it either')
      await page.getByText(left === 1 ? '1 try is left.' : `${left} tries are left.`).waitFor()
    }
    await guess('not it either')
    await page.getByText(/^Passwords wait until/).waitFor()
    await look(page, 'passwords-rest')
    await guess(library.ana.password)
    await page.getByText(/^Passwords wait until/).waitFor()
    await server.pass(16 * 60_000)
    await guess(library.ana.password)
    await page.waitForURL(`**/app/${library.handle}/settings`)
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
  }),
)

test(
  'Signing out without the server’s answer stays, says so, and throws nothing away; with it the cookie is gone',
  journey(async ({ installed, desk }) => {
    const library = await installed()
    const { page, context } = await desk({ as: library.ana })
    await page.goto(`/app/${library.handle}/settings`)
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
    await context.setOffline(true)
    await page.locator('header.rail').getByRole('button').first().click()
    await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'You are still signed in' })
    await dialog.waitFor()
    await look(page, 'still-signed-in', { dark: true })
    assert.match(page.url(), /settings$/)
    await dialog.getByRole('button', { name: 'Close' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Sign out everywhere' }).click()
    await dialog.waitFor()
    assert.equal((await context.cookies()).length, 1)
    await context.setOffline(false)
    await dialog.getByRole('button', { name: 'Try again' }).click()
    await page.waitForURL('**/app/sign-in')
    assert.deepEqual(await context.cookies(), [])
  }),
)
