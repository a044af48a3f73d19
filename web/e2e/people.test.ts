import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { until } from '../../server/src/app/until.ts'
import { look } from './testing/look.ts'
import { openMailbox } from './testing/mailbox.ts'
import { openStage } from './testing/stage.ts'
import { write } from './testing/write.ts'

const mailbox = await openMailbox()
after(() => mailbox.close())
const { letters, letterTo } = mailbox
const journey = await openStage({ env: mailbox.env })

async function invite(page: Page, handle: string, email: string, role: string): Promise<void> {
  await page.goto(`/app/${handle}/people`)
  await page.getByLabel('Email', { exact: true }).fill(email)
  await page.getByText(role, { exact: true }).last().click()
  await page.getByRole('button', { name: 'Send the invitation' }).click()
  await page.getByText(`The invitation is on its way to ${email}`).waitFor()
}

test(
  'An invitation by mail: a browser, a password, the first post out; the other library of this system is not seen',
  journey(async ({ installed, desk, server }) => {
    const library = await installed()
    const other = await library.ask<{ link: string }>('POST', '/libraries', {
      name: 'Millbrook Library',
      handle: 'millbrook',
      zone: 'America/Chicago',
      email: 'mo@millbrook.example',
    })
    assert.ok(other.link)
    const ana = await desk({ as: library.ana })
    await invite(ana.page, library.handle, 'ben@harbor.example', 'Member')
    await look(ana.page, 'people', { dark: true })
    const { path, text } = await letterTo('ben@harbor.example')
    assert.match(text, /There is nothing to install/)

    const { page } = await desk({ viewport: { width: 390, height: 844 } })
    await page.goto(path)
    await page.getByRole('heading', { name: 'Come in to Harbor County Library' }).waitFor()
    await look(page, 'invitation')
    await page.getByLabel('Your name').fill('Ben Okafor')
    await page.getByLabel('Choose a password').fill('a shelf full of maps')
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/app/${library.handle}`)
    assert.equal(await page.getByText('Millbrook').count(), 0)
    await write(page, library.handle, 'Good morning from the desk.')
    await page.getByRole('button', { name: 'Publish now' }).click()
    const confirm = page.getByRole('dialog').getByRole('button', { name: /^Publish/ })
    await confirm
      .or(page.getByText(/Out|On its way/).first())
      .first()
      .waitFor()
    if (await confirm.isVisible()) await confirm.click()
    await until(async () => {
      const bulletin = await (await fetch(`${server.address}/${library.handle}`)).text()
      return bulletin.includes('Good morning from the desk.')
    }, 20_000)
    const millbrook = await (await fetch(`${server.address}/millbrook`)).text()
    assert.ok(!millbrook.includes('Good morning'))
    assert.equal(
      (await page.request.get('/api/v1/posts', { headers: { 'shelftalker-library': 'millbrook' } })).status(),
      404,
    )

    // Used once: who opens it again is told, kindly.
    await page.goto(path)
    await page.getByRole('heading', { name: 'This invitation has ended' }).waitFor()
  }),
)

test(
  'A forgotten password by keyboard alone: a letter, a new one, the old one is worth nothing',
  journey(async ({ installed, desk }) => {
    const library = await installed()
    const { page } = await desk({ viewport: { width: 320, height: 640 } })
    await page.goto('/app/sign-in')
    await page.getByRole('link', { name: 'Forgotten the password?' }).focus()
    await page.keyboard.press('Enter')
    await page.getByLabel('Email').waitFor()
    await look(page, 'forgotten')
    await page.getByLabel('Email').focus()
    await page.keyboard.type('nobody@harbor.example')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Look into your mail' }).waitFor()
    await page.goto('/app/reset')
    await page.getByLabel('Email').focus()
    await page.keyboard.type(library.ana.email)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Look into your mail' }).waitFor()
    const { path } = await letterTo(library.ana.email)
    assert.ok(!letters.some(({ to }) => to === 'nobody@harbor.example'))
    await page.goto(path)
    await page.getByLabel('Choose a password').waitFor()
    await look(page, 'reset')
    await page.getByLabel('Choose a password').focus()
    await page.keyboard.type('short')
    await page.keyboard.press('Enter')
    await page.locator('[aria-invalid=true]').waitFor()
    await page.getByLabel('Choose a password').fill('the tide comes in at six')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/app/sign-in')
    await page.getByText('The new password is kept. Sign in with it.').first().waitFor()
    const sign = async (password: string) => {
      await page.getByLabel('Email').fill(library.ana.email)
      await page.getByLabel('Password', { exact: true }).fill(password)
      await page.keyboard.press('Enter')
    }
    await sign(library.ana.password)
    await page.getByText('7 tries are left.').waitFor()
    library.ana.password = 'the tide comes in at six'
    await sign(library.ana.password)
    await page.waitForURL(`**/app/${library.handle}`)
  }),
)

test(
  'Somebody leaves in anger: cut off while she is writing; her next save is refused and her words stay in her browser',
  journey(async ({ installed, desk, server }) => {
    const library = await installed()
    const ines = await library.addMember('Ines Lindqvist', 'ines@harbor.example')
    const leaver = await desk({ as: ines })
    await write(leaver.page, library.handle, 'What I always wanted to say.')
    await leaver.page.getByText(/^Saved \d/).waitFor()
    const { page } = await desk({ as: library.ana })
    await page.goto(`/app/${library.handle}/people`)
    await page.getByRole('button', { name: 'More about Ines Lindqvist' }).click()
    await page.getByRole('menuitem', { name: 'Cut off now' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Ends at once').waitFor()
    await dialog.getByText('1 open session, wherever it is').waitFor()
    await look(page, 'cut-off', { dark: true })
    await dialog.getByRole('button', { name: 'Cut off now' }).click()
    await dialog.getByText('They can do nothing here any more. 1 session has ended.').waitFor()
    await look(page, 'cut-off-done')
    const words = 'What I always wanted to say, at length.'
    await leaver.page.getByLabel('What do you want to say?').fill(words)
    await leaver.page.getByRole('dialog').getByText('You were signed out').waitFor()
    assert.equal(await leaver.page.getByLabel('What do you want to say?').inputValue(), words)
    assert.ok(!(await library.texts()).includes(words))
    const rows = await server.rows("select count(*)::int as n from audit where verb = 'cutOff'")
    assert.equal(rows[0]!.n, 1)
    await dialog.getByRole('button', { name: 'Close' }).click()
    await page.goto(`/app/${library.handle}/log`)
    await page.getByText('cut somebody off').waitFor()
    await look(page, 'log', { dark: true })
  }),
)

test(
  'The only administrator cannot be demoted, and is told why; a member sees no way to people',
  journey(async ({ installed, desk }) => {
    const library = await installed()
    const { page } = await desk({ as: library.ana })
    await page.goto(`/app/${library.handle}/people`)
    await page.getByRole('button', { name: 'More about Ana Ruiz' }).click()
    await page.getByRole('menuitem', { name: 'Role and branches' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Observer', { exact: true }).click()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText(/This is the only administrator/).waitFor()
    await look(page, 'only-administrator')
    const tom = await desk({ as: await library.addMember('Tom Reyes', 'tom@harbor.example') })
    await tom.page.goto(`/app/${library.handle}/people`)
    await tom.page.getByText('This belongs to the administrators').waitFor()
    await tom.page.getByRole('link', { name: 'Go to Today' }).waitFor()
    await look(tom.page, 'people-not-yours')
  }),
)
