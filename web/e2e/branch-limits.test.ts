import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from '../../server/src/app/until.ts'
import { look } from './testing/look.ts'
import { openStage } from './testing/stage.ts'
import { write } from './testing/write.ts'

const journey = await openStage()

test(
  'Who writes for one branch begins with it, chooses among her own, and reads what others write without changing it',
  journey(async ({ installed, desk, server }) => {
    const library = await installed()
    const [east, west, far] = await Promise.all(
      ['Eastside', 'Westside', 'Far Harbor'].map((name) => library.ask<{ id: string }>('POST', '/branches', { name })),
    )
    const theirs = await library.ask<{ id: string }>('POST', '/posts', { text: 'Only at Westside.', branch: west!.id })
    const ines = await library.addMember('Ines Lindqvist', 'ines@harbor.example')

    // An administrator says where she writes.
    const { page } = await desk({ as: library.ana })
    await page.goto(`/app/${library.handle}/people`)
    await page.getByRole('button', { name: 'More about Ines Lindqvist' }).click()
    await page.getByRole('menuitem', { name: 'Role and branches' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Eastside', { exact: true }).click()
    await dialog.getByText('Far Harbor', { exact: true }).click()
    await look(page, 'role-and-branches')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByText(/writes for .*Eastside.*Far Harbor|writes for .*Far Harbor.*Eastside/).waitFor()

    const hers = await desk({ as: ines, viewport: { width: 320, height: 640 } })
    await write(hers.page, library.handle, 'Story time moves to ten.')
    await hers.page.getByText(/^Saved \d/).waitFor()
    const kept = async () =>
      (
        await server.rows(
          `select p.branch_id as branch from post p join post_version v on v.post_id = p.id where v.text like 'Story time%'`,
        )
      )[0]?.branch
    assert.ok([east!.id, far!.id].includes(String(await kept())))
    await hers.page
      .locator('details.fold summary')
      .filter({ hasText: /Eastside|Far Harbor/ })
      .click()
    const choice = hers.page.getByLabel('Branch', { exact: false }).last()
    const offered = await choice.locator('option').allTextContents()
    assert.deepEqual(offered.sort(), ['Eastside', 'Far Harbor'])
    await choice.selectOption({ label: 'Far Harbor' })
    await until(async () => (await kept()) === far!.id)
    await look(hers.page, 'composer-own-branches')

    await hers.page.goto(`/app/${library.handle}/write/${theirs.id}`)
    await hers.page.getByText('This belongs to another branch').waitFor()
    await look(hers.page, 'composer-other-branch', { dark: true })
    await hers.page.getByRole('link', { name: 'Read it' }).focus()
    await hers.page.keyboard.press('Enter')
    await hers.page.getByText('Only at Westside.').first().waitFor()
    // What the server would refuse her is not offered: she reads its history, and may begin a post of her own with it.
    await hers.page.getByRole('main').getByRole('button', { name: 'More', exact: true }).click()
    await hers.page.getByRole('menuitem', { name: 'History' }).waitFor()
    assert.equal(await hers.page.getByRole('menuitem').count(), 1)
    await look(hers.page, 'post-other-branch')
  }),
)
