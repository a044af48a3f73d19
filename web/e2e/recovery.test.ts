import assert from 'node:assert/strict'
import { test } from 'node:test'
import { look } from './testing/look.ts'
import { openStage } from './testing/stage.ts'

const journey = await openStage()
const PHONE = { width: 390, height: 844 }

test(
  'A library has lost its only administrator: whoever keeps the system names another one, and the library sees it',
  journey(async ({ installed, desk, server }) => {
    const library = await installed()
    await library.ask('POST', '/libraries', {
      name: 'Millbrook Library',
      handle: 'millbrook',
      zone: 'America/Chicago',
      email: 'mo@millbrook.example',
    })
    const { page } = await desk({ as: library.ana })
    await page.goto(`/app/${library.handle}/settings#host`)
    const host = page.locator('#host')
    await host.getByText('Nobody is administrator here').waitFor()
    await look(page, 'host', { dark: true })
    await host.getByRole('button', { name: 'Name an administrator of Millbrook Library' }).click()
    const dialog = page.getByRole('dialog')
    // A slip of the hand: the field says it, and what is typed stays.
    await dialog.getByLabel('Email of the new administrator').fill('eli@millbrook')
    await dialog.getByLabel('Name, for the first line of the letter').fill('Eli Brand')
    await look(page, 'name-administrator')
    await dialog.getByRole('button', { name: 'Name an administrator' }).click()
    await dialog.locator('[aria-invalid=true]').waitFor()
    await dialog.getByLabel('Email of the new administrator').fill('eli@millbrook.example')
    await page.keyboard.press('Enter')
    const link = await dialog.getByRole('textbox', { name: 'One-time link' }).inputValue()
    await look(page, 'name-administrator-link')
    await dialog.getByRole('button', { name: 'Close' }).click()

    const { page: eli } = await desk({ viewport: PHONE })
    await eli.goto(new URL(link).pathname)
    await eli.getByRole('heading', { name: 'Come in to Millbrook Library' }).waitFor()
    await eli.getByLabel('Your name').fill('Eli Brand')
    await eli.getByLabel('Choose a password').fill('a mill beside the brook')
    await eli.keyboard.press('Enter')
    await eli.waitForURL('**/app/millbrook')
    // The notice stands for the week, and leads to the people; the log names who did it.
    await eli.goto('/app/millbrook/notices')
    await eli.getByText('Whoever keeps this system named an administrator').waitFor()
    await look(eli, 'administrator-named')
    await eli.getByRole('link', { name: /^Look at it/ }).click()
    await eli.waitForURL('**/app/millbrook/people')
    await eli.goto('/app/millbrook/log')
    const line = eli.locator('.log li').filter({ hasText: 'named an administrator, from outside of this library' })
    await line.getByText('Ana Ruiz').waitFor()
    assert.equal(await eli.getByText(/hear fact/).count(), 0)

    // Who did it sees one administrator there now, and nothing of that library.
    await page.reload()
    await host.getByText('1 administrator').first().waitFor()
    assert.equal(await host.getByText('Nobody is administrator here').count(), 0)
    await page.goto('/app/millbrook')
    await page.getByText('You are not a member of this library').waitFor()
    const rows = await server.rows("select count(*)::int as n from audit where verb = 'nameAdministrator'")
    assert.equal(rows[0]!.n, 1)
  }),
)

test(
  'An observer is shown no way to write; a director finds the pause, uses it, and writes nothing',
  journey(async ({ installed, desk, server }) => {
    const library = await installed()
    const observer = await library.addMember('Olu Bello', 'olu@harbor.example')
    const director = await library.addMember('Dana Reed', 'dana@harbor.example')
    const role = (email: string, to: string) =>
      server.rows('update membership set role = $2 where person_id = (select id from person where email = $1)', [
        email,
        to,
      ])
    await role(observer.email, 'observer')
    await role(director.email, 'director')

    for (const viewport of [PHONE, { width: 1280, height: 800 }]) {
      const { page } = await desk({ as: observer, viewport })
      await page.goto(`/app/${library.handle}`)
      await page.getByText('Your Bulletin is ready').waitFor()
      assert.equal(await page.getByRole('link', { name: /^(New post|Write)$/ }).count(), 0)
      assert.equal(await page.getByRole('link', { name: 'Add a channel' }).count(), 0)
      // The key of the new post does nothing either.
      await page.keyboard.press('c')
      await page.keyboard.press('g')
      await page.keyboard.press('s')
      await page.waitForURL('**/settings')
      await page.getByRole('heading', { name: 'Settings' }).waitFor()
      await page.locator('#you').waitFor()
      assert.equal(await page.locator('#pause').count(), 0)
      await look(page, 'observer-settings')
      await page.goto(`/app/${library.handle}/write`)
      await page.getByText('You can read here, not write').waitFor()
    }

    const { page } = await desk({ as: director })
    await page.goto(`/app/${library.handle}/settings#pause`)
    const pause = page.locator('#pause')
    await pause.getByRole('textbox').first().fill('A death in the house')
    await pause.getByRole('button', { name: /^Pause/ }).click()
    await pause.getByText(/A death in the house/).waitFor()
    await look(page, 'director-pause')
    const rows = await server.rows('select paused_reason from library where handle = $1', [library.handle])
    assert.equal(rows[0]!.paused_reason, 'A death in the house')
    assert.equal(await page.getByRole('link', { name: 'New post' }).count(), 0)
    // Everybody sees that it is paused; the way to end it is for those who may.
    const { page: seen } = await desk({ as: observer })
    await seen.goto(`/app/${library.handle}`)
    await seen.getByText('A death in the house').waitFor()
    assert.equal(await seen.locator('a[href$="#pause"]').count(), 0)
  }),
)
