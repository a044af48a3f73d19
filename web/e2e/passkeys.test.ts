import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { until } from '../../server/src/app/until.ts'
import { axe, look } from './testing/look.ts'
import { appCode, openPocket } from './testing/passkeys.ts'
import { openStage, type Stage } from './testing/stage.ts'

const journey = await openStage()
/** A passkey belongs to a name: 127.0.0.1 has none. */
const named = ({ server }: Stage) => ({ baseURL: server.address.replace('127.0.0.1', 'localhost') })
const PHONE = { width: 320, height: 640 }
const settings = async (page: Page, handle: string) => {
  await page.goto(`/app/${handle}/settings#sign-in`)
  await page.getByRole('heading', { name: 'How you sign in' }).waitFor()
}
async function addPasskey(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByLabel('What keeps it?').fill(name)
  await page.getByRole('button', { name: 'Make it' }).click()
  await page.getByRole('heading', { name, exact: true }).waitFor()
}

test(
  'A passkey is made in the settings and signs in without an email, by keyboard; turned away, nothing is lost',
  journey(async (stage) => {
    const library = await stage.installed()
    const { page } = await stage.desk({ as: library.ana, ...named(stage) })
    const pocket = await openPocket(page)
    await settings(page, library.handle)
    await page.getByText('Lets you in with your email.').waitFor()
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByLabel('What keeps it?').fill('my phone')
    await pocket.agrees(false)
    await page.getByRole('button', { name: 'Make it' }).click()
    await page.getByText('No passkey was made.').waitFor()
    assert.equal(await page.getByLabel('What keeps it?').inputValue(), 'my phone')
    await look(page, 'passkey-turned-away')
    await pocket.agrees(true)
    await page.getByRole('button', { name: 'Make it' }).click()
    await page.getByRole('heading', { name: 'my phone', exact: true }).waitFor()
    await page.getByText(/^Made .* never used$/).waitFor()
    await look(page, 'ways-in', { dark: true })

    // The same device again is told so, by itself.
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await page.getByLabel('What keeps it?').fill('again')
    await page.getByRole('button', { name: 'Make it' }).click()
    await page.getByText('This device has a passkey of yours already.').waitFor()
    await page.keyboard.press('Escape')

    await page.request.post('/api/v1/sign-out', { data: {}, headers: { 'shelftalker-request': '1' } })
    await page.goto('/app/sign-in')
    await page.getByRole('button', { name: 'Sign in with a passkey' }).waitFor()
    await look(page, 'sign-in-passkey', { dark: true })
    await pocket.agrees(false)
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.getByText('No passkey was used.').waitFor()
    await pocket.agrees(true)
    await page.getByRole('button', { name: 'Sign in with a passkey' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/app/${library.handle}`)
    await page.goto(`/app/${library.handle}/people`)
    await page.getByText('Passkey, or password alone').waitFor()
    await look(page, 'people-ways-in')
  }),
)

test(
  'A passkey is given another name; none is refused at the field, and one that was taken away meanwhile is said',
  journey(async (stage) => {
    const library = await stage.installed()
    const max = await library.addMember('Max Ode', 'max@harbor.example')
    const { page } = await stage.desk({ as: max, viewport: PHONE, ...named(stage) })
    await openPocket(page)
    await settings(page, library.handle)
    await addPasskey(page, 'my phone')
    await page.getByRole('button', { name: 'Rename: my phone' }).click()
    const dialog = page.getByRole('dialog')
    const name = dialog.getByLabel('What keeps it?')
    assert.equal(await name.inputValue(), 'my phone')
    await look(page, 'passkey-rename', { dark: true })
    await name.fill('  ')
    await page.keyboard.press('Enter')
    await until(async () => (await name.getAttribute('aria-invalid')) === 'true')
    await name.fill('the old phone')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'the old phone', exact: true }).waitFor()
    await dialog.waitFor({ state: 'detached' })
    // The focus is back where it came from.
    await until(() =>
      page.getByRole('button', { name: 'Rename: the old phone' }).evaluate((it) => it.matches(':focus')),
    )
    await page.reload()
    await page.getByRole('button', { name: 'Rename: the old phone' }).click()
    await stage.server.rows('delete from passkey where name = $1', ['the old phone'])
    await name.fill('nobody’s phone')
    await page.keyboard.press('Enter')
    await dialog.getByText(/no such passkey|There is no/i).waitFor()
    assert.equal(await name.inputValue(), 'nobody’s phone')
  }),
)

test(
  'Who comes in by an invitation may have no password at all; her last way in is never taken away',
  journey(async (stage) => {
    const library = await stage.installed()
    const ana = await stage.desk({ as: library.ana, ...named(stage) })
    await ana.page.goto(`/app/${library.handle}/people`)
    await ana.page.getByLabel('Email', { exact: true }).fill('pia@harbor.example')
    await ana.page.getByRole('button', { name: 'Send the invitation' }).click()
    const link = await ana.page.getByRole('textbox', { name: 'Link of the invitation' }).inputValue()

    const { page } = await stage.desk({ viewport: PHONE, ...named(stage) })
    await openPocket(page)
    await page.goto(new URL(link).pathname)
    await page.getByLabel('Your name').fill('Pia Sommer')
    await look(page, 'join-passkey')
    await page.getByRole('button', { name: 'Come in with a passkey' }).click()
    await page.waitForURL(`**/app/${library.handle}`)
    await settings(page, library.handle)
    await page.getByText('You have none: a passkey lets you in.').waitFor()
    await page.getByRole('button', { name: 'Take away: Linux' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Take away' }).click()
    await dialog.getByText(/This is your only way in/).waitFor()
    await look(page, 'last-way-in')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Choose one' }).click()
    await page.getByRole('textbox', { name: 'New password' }).fill('a boat full of books')
    await page.getByRole('button', { name: 'Keep it' }).click()
    await page.getByText('Lets you in with your email.').waitFor()
    await page.getByRole('button', { name: 'Take away: Linux' }).click()
    await dialog.getByRole('button', { name: 'Take away' }).click()
    await until(async () => (await page.getByRole('button', { name: 'Take away: Linux' }).count()) === 0)
  }),
)

test(
  'The second step: a picture, a first code, ten codes for paper; then password and code, and paper when the phone is gone',
  journey(async (stage) => {
    const library = await stage.installed()
    const tom = await library.addMember('Tom Reyes', 'tom@harbor.example')
    const { page } = await stage.desk({ as: tom, viewport: PHONE })
    await settings(page, library.handle)
    // At an address that is a number, there is no button that could not work.
    await page.getByText(/Passkeys need a safe address with a name/).waitFor()
    assert.equal(await page.getByRole('button', { name: 'Add a passkey' }).count(), 0)
    await page.getByRole('button', { name: 'Turn on' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('img', { name: /square code/ }).waitFor()
    await look(page, 'second-step', { dark: true })
    await dialog.getByText('Type it in instead').click()
    const secret = await dialog.getByRole('textbox', { name: 'Key for the app' }).inputValue()
    await dialog.getByLabel(/six digits/).fill('000000')
    await page.keyboard.press('Enter')
    await dialog.getByText(/This code does not fit/).waitFor()
    await dialog.getByLabel(/six digits/).fill(appCode(secret, await stage.server.now()))
    await page.keyboard.press('Enter')
    await dialog.getByText('Recovery codes').first().waitFor()
    const codes = await dialog.locator('code').allTextContents()
    assert.equal(codes.length, 10)
    await look(page, 'recovery-codes', { dark: true })
    await dialog.getByRole('button', { name: 'I have them' }).click()
    await page.getByText(/10 recovery codes are left/).waitFor()

    const fresh = await stage.desk({ viewport: PHONE })
    const password = async () => {
      await fresh.page.goto('/app/sign-in')
      await fresh.page.getByLabel('Email').fill(tom.email)
      await fresh.page.getByLabel('Password', { exact: true }).fill(tom.password)
      await fresh.page.getByText('This is a shared computer').click()
      await fresh.page.keyboard.press('Tab')
      await fresh.page.keyboard.press('Enter')
      await fresh.page.getByLabel('Code').waitFor()
    }
    await password()
    assert.deepEqual(await fresh.context.cookies(), [], 'no session before the second step')
    await look(fresh.page, 'sign-in-code', { dark: true })
    await fresh.page.keyboard.type('123456')
    await fresh.page.keyboard.press('Enter')
    await fresh.page.getByText(/This code doesn’t fit.*7 tries are left/).waitFor()
    await look(fresh.page, 'sign-in-code-wrong')
    await fresh.page.keyboard.type(appCode(secret, await stage.server.now(), 1))
    await fresh.page.keyboard.press('Enter')
    await fresh.page.waitForURL(`**/app/${library.handle}`)
    const [cookie] = await fresh.context.cookies()
    assert.equal(cookie?.expires, -1, 'a shared computer forgets it with its window')

    await fresh.context.clearCookies()
    await password()
    await fresh.page.keyboard.type(codes[3]!.toUpperCase())
    await fresh.page.keyboard.press('Enter')
    await fresh.page.waitForURL(`**/app/${library.handle}`)
    await settings(fresh.page, library.handle)
    await fresh.page.getByText(/9 recovery codes are left/).waitFor()
    await fresh.page.getByText('shared computer').first().waitFor()

    // Sign out there, from here: the first window is asked to come in again.
    await fresh.page
      .getByRole('button', { name: /^Sign out there/ })
      .first()
      .click()
    await until(async () => (await fresh.page.getByRole('button', { name: /^Sign out there/ }).count()) < 2)
    await look(fresh.page, 'open-sessions')
  }),
)

test(
  'A grave act after a while asks once more who sits there; nothing typed is lost, and putting it aside does nothing',
  journey(async (stage) => {
    const library = await stage.installed()
    const { page } = await stage.desk({ as: library.ana, ...named(stage) })
    const pocket = await openPocket(page)
    await settings(page, library.handle)
    await addPasskey(page, 'blue key')
    assert.equal(await pocket.keeps(), 1)
    await stage.server.rows("update session set proved_at = proved_at - interval '11 minutes'")
    await page.getByRole('button', { name: 'Make a key' }).click()
    await page.getByLabel('What is it for?').fill('Events from the website')
    await page.getByRole('dialog').getByRole('button', { name: 'Make a key' }).click()
    const proof = page.getByRole('dialog', { name: 'Show once more that it is you' })
    await proof.waitFor()
    await look(page, 'proof', { dark: true })
    await page.keyboard.press('Escape')
    await proof.waitFor({ state: 'detached' })
    assert.equal(await page.getByLabel('What is it for?').inputValue(), 'Events from the website')
    const keys = async () => (await stage.server.rows("select 1 from api_key where name like 'Events%'")).length
    assert.equal(await keys(), 0)

    await page.getByRole('dialog').getByRole('button', { name: 'Make a key' }).click()
    await proof.getByLabel('Your password').waitFor()
    await page.keyboard.type('not my password')
    await page.keyboard.press('Enter')
    await proof.getByText(/This is not your password/).waitFor()
    await look(page, 'proof-wrong')
    await proof.getByLabel('Your password').fill(library.ana.password)
    await page.keyboard.press('Enter')
    await page.getByText('Copy the key now').waitFor()
    assert.equal(await keys(), 1)
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()

    // Within ten minutes nobody asks again; after them a passkey is enough.
    await page.getByRole('button', { name: 'Take away: blue key' }).click()
    await stage.server.rows("update session set proved_at = proved_at - interval '11 minutes'")
    await page.getByRole('dialog').getByRole('button', { name: 'Take away' }).click()
    await proof.getByRole('button', { name: 'Use a passkey' }).click()
    await until(async () => (await page.getByRole('heading', { name: 'blue key' }).count()) === 0)
    await axe(page, 'settings after a proof')
  }),
)

test(
  'Signed out over her work, she comes in again with her passkey, and goes on where she was',
  journey(async (stage) => {
    const library = await stage.installed()
    const { page } = await stage.desk({ as: library.ana, ...named(stage), viewport: PHONE })
    await openPocket(page)
    await settings(page, library.handle)
    await addPasskey(page, 'this laptop')
    await page.getByRole('button', { name: 'Make a key' }).click()
    await page.getByLabel('What is it for?').fill('Half a thought')
    await stage.server.rows('delete from session')
    await page.getByRole('dialog').getByRole('button', { name: 'Make a key' }).click()
    const again = page.getByRole('dialog', { name: 'You were signed out' })
    await again.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await again.waitFor({ state: 'detached' })
    assert.equal(await page.getByLabel('What is it for?').inputValue(), 'Half a thought')
    await page.getByRole('dialog').getByRole('button', { name: 'Make a key' }).click()
    await page.getByText('Copy the key now').waitFor()
  }),
)
