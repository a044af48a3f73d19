import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { until } from '../../server/src/app/until.ts'
import { axe, look } from './testing/look.ts'
import type { Server } from './testing/server.ts'
import { openStage } from './testing/stage.ts'

const journey = await openStage()

const nobodyProvedLately = (server: Server) => server.rows('update session set proved_at = null')
const nameAt = async (server: Server, id: string) =>
  (await server.rows('select name, email from person where id = $1', [id]))[0]
const idOf = async (server: Server, email: string): Promise<string> =>
  String((await server.rows('select id from person where email = $1', [email]))[0]!.id)
async function endMembership(page: Page, handle: string, name: string): Promise<void> {
  await page.goto(`/app/${handle}/people`)
  await page.getByRole('button', { name: `More about ${name}` }).click()
  await page.getByRole('menuitem', { name: 'End the membership' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'End the membership' }).click()
  await page.getByText(`${name} is no longer a member`).first().waitFor()
}
const focused = (page: Page) => page.evaluate<string>('document.activeElement.textContent')
/** Whether these words stand anywhere on the pages that tell who did what. */
async function standsAnywhere(page: Page, handle: string, words: string, places: string[]): Promise<string[]> {
  const found: string[] = []
  for (const place of places) {
    await page.goto(`/app/${handle}${place}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    if ((await page.locator('main').textContent())!.includes(words)) found.push(place)
  }
  return found
}

test(
  'A colleague has left: the administrator reads what goes and what stays, shows who she is, and the name is nowhere any more',
  journey(async ({ installed, desk, server }) => {
    const library = await installed()
    const ines = await library.addMember('Ines Lindqvist', 'ines@harbor.example')
    const id = await idOf(server, ines.email)
    const { id: post } = await library.ask<{ id: string }>('POST', '/posts', { text: 'Story time is back.' })
    await server.rows('update post set created_by = $1, updated_by = $1', [id])
    await server.rows('update post_version set created_by = $1', [id])
    const { page } = await desk({ as: library.ana })
    await page.goto(`/app/${library.handle}/people`)
    await page.getByText('Ines Lindqvist').first().waitFor()
    assert.equal(await page.getByRole('heading', { name: 'Who left' }).count(), 0)
    await endMembership(page, library.handle, 'Ines Lindqvist')
    await page.getByRole('heading', { name: 'Who left' }).waitFor()
    await look(page, 'who-left', { dark: true })

    const places = ['/people', '/log', `/posts/${post}`, `/posts/${post}/history`]
    assert.deepEqual(
      await standsAnywhere(page, library.handle, 'Ines', places),
      places.filter((one) => one !== '/log'),
    )
    await page.goto(`/app/${library.handle}/people`)
    await nobodyProvedLately(server)
    await page.getByRole('button', { name: 'Remove name and address of Ines Lindqvist' }).click()
    const dialog = page.getByRole('dialog', { name: 'Remove name and address of Ines Lindqvist for good?' })
    await dialog.getByText('Goes for good').waitFor()
    await dialog.getByText('1 post, and that somebody wrote it').waitFor()
    await dialog.getByText('The address ines@harbor.example', { exact: false }).waitFor()
    await look(page, 'remove-name', { dark: true })

    // Put aside at the proof: nothing is done.
    await dialog.getByRole('button', { name: 'Remove for good' }).click()
    const proof = page.getByRole('dialog').filter({ has: page.locator('input[type=password]') })
    await proof.getByRole('button', { name: 'Not yet' }).click()
    assert.deepEqual(await nameAt(server, id), { name: 'Ines Lindqvist', email: 'ines@harbor.example' })
    await dialog.getByRole('button', { name: 'Remove for good' }).click()
    await proof.locator('input[type=password]').fill(library.ana.password)
    await page.keyboard.press('Enter')
    await page.getByText('Name and address are removed').first().waitFor()
    await page.getByText('Name and address are removed for good').waitFor()
    assert.deepEqual(await nameAt(server, id), { name: 'A former colleague', email: null })
    assert.equal(await page.getByRole('button', { name: /Remove name and address/ }).count(), 0)
    await look(page, 'who-left-anonymous', { dark: true })
    assert.deepEqual(await standsAnywhere(page, library.handle, 'Ines', places), [])
    await page.goto(`/app/${library.handle}/log`)
    await page.getByText('removed name and address of somebody who left').waitFor()
    await page.goto(`/app/${library.handle}/posts/${post}/history`)
    await page.getByText('A former colleague').first().waitFor()
    await look(page, 'history-anonymous')
  }),
)

test(
  'Who belongs to no library any more removes her own name, by keyboard alone on a phone, and cannot sign in after it',
  journey(async ({ installed, desk, server }) => {
    const library = await installed()
    const tom = await library.addMember('Tom Reyes', 'tom@harbor.example')
    const id = await idOf(server, tom.email)
    const ana = await desk({ as: library.ana })
    await endMembership(ana.page, library.handle, 'Tom Reyes')

    const { page } = await desk({ viewport: { width: 390, height: 844 } })
    const sign = async () => {
      await page.goto('/app/sign-in')
      await page.getByLabel('Email').fill(tom.email)
      await page.getByLabel('Password', { exact: true }).fill(tom.password)
      await page.keyboard.press('Enter')
    }
    await sign()
    await page.getByRole('heading', { name: 'Your name and address' }).waitFor()
    await look(page, 'no-library', { dark: true })
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL('**/app/sign-in')
    await sign()
    await page.getByRole('heading', { name: 'Your name and address' }).waitFor()
    const ask = page.getByRole('button', { name: 'Remove them for good' })
    await ask.focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Remove your name and address for good?' })
    await dialog.getByText('1 open session').waitFor()
    await axe(page, 'own name')
    // Escape leaves all as it was, and the focus is back where it came from.
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await until(async () => (await focused(page)) === 'Remove them for good')
    assert.equal((await nameAt(server, id))!.name, 'Tom Reyes')
    await nobodyProvedLately(server)
    await page.keyboard.press('Enter')
    await dialog.getByText('1 open session').waitFor()
    await look(page, 'remove-own-name', { dark: true })
    for (let step = 0; step < 3 && (await focused(page)) !== 'Remove for good'; step++) await page.keyboard.press('Tab')
    assert.equal(await focused(page), 'Remove for good')
    await page.keyboard.press('Enter')
    await page.locator('input[type=password]').waitFor()
    await page.keyboard.type(tom.password)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/app/sign-in')
    assert.deepEqual(await nameAt(server, id), { name: 'A former colleague', email: null })
    await sign()
    await page.getByText(/don’t belong together/).waitFor()
    const cookies = await page.context().cookies()
    assert.ok(!cookies.some(({ name, value }) => name === 'shelftalker' && value !== ''))
  }),
)

test(
  'Somebody of two libraries: their administrators are told whom to ask, and whoever keeps the system removes the name',
  journey(async ({ installed, desk, server }) => {
    const library = await installed()
    await library.ask('POST', '/libraries', {
      name: 'Millbrook Library',
      handle: 'millbrook',
      zone: 'America/Chicago',
      email: 'mo@millbrook.example',
    })
    const mo = await library.addMember('Mo Ansah', 'mo@millbrook.example')
    const kim = await library.addMember('Kim Oduya', 'kim@harbor.example')
    const id = await idOf(server, kim.email)
    await server.rows(`update membership set library_id = (select id from library where handle = 'millbrook'), role = 'administrator'
      where person_id = (select id from person where email = 'mo@millbrook.example')`)
    await server.rows(
      `insert into membership (library_id, person_id, role) select id, $1, 'member' from library where handle = 'millbrook'`,
      [id],
    )
    const millbrook = await desk({ as: mo })
    await endMembership(millbrook.page, 'millbrook', 'Kim Oduya')
    await millbrook.page.getByText('Belongs or belonged to another library', { exact: false }).waitFor()
    assert.equal(await millbrook.page.getByRole('button', { name: /Remove name and address/ }).count(), 0)
    assert.ok(!(await millbrook.page.locator('body').textContent())!.includes('Harbor'))
    await look(millbrook.page, 'who-left-elsewhere')

    const { page } = await desk({ as: library.ana })
    await page.goto(`/app/${library.handle}/settings`)
    await page
      .getByRole('heading', { name: 'For whoever keeps this system' })
      .or(page.locator('#host'))
      .first()
      .waitFor()
    assert.equal(await page.getByRole('heading', { name: 'People of no library' }).count(), 0)
    await endMembership(page, library.handle, 'Kim Oduya')
    await page.goto(`/app/${library.handle}/settings#host`)
    await page.getByRole('heading', { name: 'People of no library' }).waitFor()
    await look(page, 'people-of-none', { dark: true })
    await page.getByRole('button', { name: 'Remove name and address of Kim Oduya' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove for good' }).click()
    await page.getByText('Name and address are removed').first().waitFor()
    await until(async () => (await page.getByRole('heading', { name: 'People of no library' }).count()) === 0)
    assert.deepEqual(await nameAt(server, id), { name: 'A former colleague', email: null })
    await millbrook.page.reload()
    await millbrook.page.getByText('Name and address are removed for good').waitFor()
    assert.equal(await millbrook.page.getByText('Kim Oduya').count(), 0)
  }),
)
