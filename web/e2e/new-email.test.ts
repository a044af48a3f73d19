import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { until } from '../../server/src/app/until.ts'
import { axe, fits, look } from './testing/look.ts'
import { openMailbox } from './testing/mailbox.ts'
import { openStage } from './testing/stage.ts'

const mailbox = await openMailbox()
after(() => mailbox.close())
const journey = await openStage({ env: mailbox.env })
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

const settings = async (page: Page, handle: string) => {
  await page.goto(`/app/${handle}/settings#you`)
  await page.getByRole('button', { name: 'Change the address' }).waitFor()
}
async function ask(page: Page, email: string): Promise<void> {
  await page.getByRole('button', { name: 'Change the address' }).click()
  await page.getByLabel('New address').fill(email)
  await page.getByRole('button', { name: 'Send the link' }).click()
}

test(
  'Another address: asked for after a proof, taken by the link in its mailbox on another device, and the old one is told',
  journey(async ({ installed, desk, server }) => {
    const library = await installed()
    const max = await library.addMember('Max Ode', 'max@harbor.example')
    const { page } = await desk({ as: max, viewport: { width: 320, height: 640 } })
    await settings(page, library.handle)
    await page.getByRole('button', { name: 'Change the address' }).click()
    const dialog = page.getByRole('dialog')
    const field = dialog.getByLabel('New address')
    await axe(page, 'the dialog of a new address')
    // What is no address, and what is hers already, is said at the field; nothing typed is lost.
    for (const [typed, said] of [
      ['max at the harbor', /Invalid email address/],
      ['max@harbor.example', /your address already/],
    ] as const) {
      await field.fill(typed)
      await page.keyboard.press('Enter')
      await until(async () => (await field.getAttribute('aria-invalid')) === 'true')
      await dialog.getByText(said).waitFor()
      assert.equal(await field.inputValue(), typed)
    }
    await server.rows("update session set proved_at = proved_at - interval '11 minutes'")
    await field.fill('max@new.example')
    await page.keyboard.press('Enter')
    const proof = page.getByRole('dialog', { name: 'Show once more that it is you' })
    await proof.getByLabel('Your password').fill(max.password)
    await page.keyboard.press('Enter')
    await page.getByText('Look into the mailbox of max@new.example').waitFor()
    await fits(page, 'a new address at 320')
    await look(page, 'new-email-asked', { dark: true })

    const { path, text } = await mailbox.letterTo('max@new.example')
    assert.match(text, /Max Ode asked to sign in to Shelftalker with this address/)
    const warning = await mailbox.letterTo('max@harbor.example')
    assert.match(warning.subject, /Another address was asked/)
    assert.equal(warning.path, '', 'no link lies in the old mailbox')

    // On a phone on which nobody is signed in.
    const phone = await desk(PHONE)
    await phone.page.goto(path)
    await phone.page.getByRole('heading', { name: 'A new address for Max Ode' }).waitFor()
    await look(phone.page, 'new-email', { dark: true })
    await phone.page.getByRole('button', { name: 'Use this address' }).click()
    await phone.page.waitForURL('**/app/sign-in*')
    await phone.page.getByText('The new address is kept. It is max@new.example.').first().waitFor()
    await phone.page.getByLabel('Email').fill('max@new.example')
    await phone.page.getByLabel('Password', { exact: true }).fill(max.password)
    await phone.page.keyboard.press('Enter')
    await phone.page.waitForURL(`**/app/${library.handle}`)
    await until(async () => (await mailbox.letterTo('max@harbor.example')).subject.includes('was changed'))

    // The desk stays signed in, and shows the new one; the link is over.
    await page.reload()
    await page.getByText('Max Ode, max@new.example').waitFor()
    assert.equal(await page.getByText('Look into the mailbox').count(), 0)
    await phone.page.goto(path)
    await phone.page.getByRole('heading', { name: 'This link has ended' }).waitFor()
    await look(phone.page, 'new-email-gone')
  }),
)

test(
  'A link that another person opens changes nobody; taken back, it is worth nothing; an address that is taken is said',
  journey(async ({ installed, desk }) => {
    const library = await installed()
    const noor = await library.addMember('Noor Ali', 'noor@harbor.example')
    const { page } = await desk({ as: noor })
    await settings(page, library.handle)
    await ask(page, 'noor@new.example')
    await page.getByText('Look into the mailbox of noor@new.example').waitFor()
    const { path } = await mailbox.letterTo('noor@new.example')

    const ana = await desk({ as: library.ana })
    await ana.page.goto(path)
    await ana.page.getByRole('button', { name: 'Use this address' }).click()
    await ana.page.getByText(/belongs to somebody else than who is signed in here/).waitFor()
    await look(ana.page, 'new-email-other')
    await ana.page.goto(`/app/${library.handle}/settings`)
    await ana.page.getByText(`Ana Ruiz, ${library.ana.email}`).waitFor()

    await page.getByRole('button', { name: 'Take it back' }).click()
    await page.getByText('Look into the mailbox of noor@new.example').waitFor({ state: 'detached' })
    await page.goto(path)
    await page.getByRole('heading', { name: 'This link has ended' }).waitFor()

    // Asking for a colleague's address tells nothing; its link, in the colleague's mailbox, says that it is taken.
    await settings(page, library.handle)
    await ask(page, library.ana.email)
    await page.getByText(`Look into the mailbox of ${library.ana.email}`).waitFor()
    const taken = await mailbox.letterTo(library.ana.email)
    await page.goto(taken.path)
    await page.getByRole('button', { name: 'Use this address' }).click()
    await page.getByText(/Another account here has the address/).waitFor()
    await settings(page, library.handle)
    await page.getByText('Noor Ali, noor@harbor.example').waitFor()

    // The log says that an address was changed, of whom, and not to what.
    await ana.page.goto(`/app/${library.handle}/log`)
    await ana.page.getByText('signs in with another address').first().waitFor()
    assert.equal(await ana.page.getByText('max@new.example').count(), 0)
  }),
)
