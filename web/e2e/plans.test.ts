import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { until } from '../../server/src/app/until.ts'
import type { Installed } from './testing/install.ts'
import { axe, fits, look } from './testing/look.ts'
import { openStage } from './testing/stage.ts'

const journey = await openStage()
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

interface Part {
  id: string
  name: string
  version: number
  retired: boolean
}
interface Plan extends Part {
  starts: string | null
  ends: string | null
  priorities: (Part & { objectives: Part[] })[]
}
const plansOf = async ({ ask }: Installed) => (await ask<{ items: Plan[] }>('GET', '/plans')).items

let counter = 0
/** A plan of its own for each journey, and what was there before retired. */
async function openDoors(library: Installed): Promise<Plan> {
  const { ask } = library
  for (const { id, version, retired } of await plansOf(library))
    if (!retired) await ask('PATCH', `/plans/${id}`, { version, retired: true })
  const plan = await ask<{ id: string }>('POST', '/plans', {
    name: `Open doors ${++counter}`,
    starts: '2025-01-01',
    ends: '2028-12-31',
  })
  for (const name of ['Every child reads', 'A place to belong', 'Work and skills']) {
    const { id: priority } = await ask<{ id: string }>('POST', '/priorities', { plan: plan.id, name })
    await ask('POST', '/objectives', { priority, name: `${name}: the first step` })
  }
  return (await plansOf(library)).find(({ id }) => id === plan.id)!
}
const names = (page: Page) => page.locator('.prio h2 > span:last-child').allTextContents()
const menuOf = (page: Page, name: string) => page.getByRole('button', { name: `What to do with ${name}`, exact: true })
const choose = async (page: Page, part: string, item: string) => {
  await menuOf(page, part).click()
  await page.getByRole('menuitem', { name: item, exact: true }).click()
}

test(
  'By keyboard alone the parts of a plan are renamed and put in order, and the focus stays with what was moved',
  journey(async ({ installed, desk }) => {
    const library = await installed()
    const plan = await openDoors(library)
    const { page } = await desk({ as: library.ana })
    await page.goto(`/app/${library.handle}/goals`)
    await page.getByRole('heading', { name: 'Work and skills' }).waitFor()
    await look(page, 'plan', { dark: true })

    // Enter opens the menu at its first deed.
    await menuOf(page, 'A place to belong').focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Rename' }).waitFor()
    await look(page, 'plan-menu')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog')
    await axe(page, 'the dialog of renaming')
    const name = dialog.getByLabel('Priority')
    assert.equal(await name.inputValue(), 'A place to belong')
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('A place for everyone')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await page.getByRole('heading', { name: 'A place for everyone' }).waitFor()

    // Up, and then it is the first: there is no way further up.
    await menuOf(page, 'A place for everyone').focus()
    await page.keyboard.press('Enter')
    const focused = (text: string) => until(async () => (await page.locator(':focus').textContent()) === text)
    await focused('Rename')
    await page.keyboard.press('ArrowDown')
    await focused('Move up')
    await page.keyboard.press('Enter')
    await until(async () => (await names(page))[0] === 'A place for everyone')
    await until(() => menuOf(page, 'A place for everyone').evaluate((it) => it.matches(':focus')))
    await page.keyboard.press('Enter')
    await focused('Rename')
    assert.equal(await page.getByRole('menuitem', { name: 'Move up' }).count(), 0)
    await page.keyboard.press('Escape')
    await choose(page, 'A place for everyone', 'Move down')
    // A row that moves takes its open menu away: the next step is begun where it stands now.
    await until(async () => (await names(page))[1] === 'A place for everyone')
    await choose(page, 'A place for everyone', 'Move down')
    const order = ['Every child reads', 'Work and skills', 'A place for everyone']
    await until(async () => (await names(page)).join() === order.join())
    const kept = (await plansOf(library)).find(({ id }) => id === plan.id)!
    assert.deepEqual(
      kept.priorities.map(({ name }) => name),
      order,
    )
  }),
)

test(
  'What is retired goes out of sight, is brought back by Undo or from the list, and keeps the goals that serve it',
  journey(async ({ installed, desk }) => {
    const library = await installed()
    const plan = await openDoors(library)
    const { page } = await desk({ as: library.ana, ...PHONE })
    await page.goto(`/app/${library.handle}/goals`)
    const here = page.locator('.plan', { has: page.locator(`[id="${plan.id}"]`) })
    const skills = here.getByRole('heading', { name: 'Work and skills' })
    await choose(page, 'Work and skills', 'Retire')
    await skills.waitFor({ state: 'detached' })
    await page.getByText('“Work and skills” is retired.').first().waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await skills.waitFor()
    await choose(page, 'Work and skills', 'Retire')
    await skills.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: /^Show what is retired/ }).click()
    await skills.waitFor()
    await fits(page, 'what is retired at 390')
    await look(page, 'plan-retired', { dark: true })
    // Nothing is added under what is retired.
    const part = here.locator('.prio', { hasText: 'Work and skills: the first step' })
    assert.equal(await part.getByRole('button', { name: 'Add an objective' }).count(), 0)
    await part.getByRole('button', { name: 'What to do with Work and skills', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Use it again' }).click()
    await part.getByRole('button', { name: 'Add an objective' }).waitFor()
    assert.equal((await plansOf(library)).find(({ id }) => id === plan.id)!.priorities[2]!.retired, false)

    // The next plan is begun beside the one that runs.
    await page.getByRole('button', { name: 'Begin the next strategic plan' }).click()
    await page.getByLabel('Name of the plan').fill('Wider doors')
    await page.getByLabel('From').fill('2029-01-01')
    await page.getByLabel('Until').fill('2028-01-01')
    await page.getByRole('button', { name: 'Begin the next strategic plan' }).click()
    await page.getByText(/would end \(2028-01-01\) before it begins/).waitFor()
    await page.getByLabel('Until').fill('2032-12-31')
    await page.getByRole('button', { name: 'Begin the next strategic plan' }).click()
    await page.getByText('Wider doors', { exact: true }).waitFor()
    await choose(page, 'Wider doors', 'Rename, or change its days')
    const dialog = page.getByRole('dialog')
    assert.equal(await dialog.getByLabel('Until').inputValue(), '2032-12-31')
    await dialog.getByLabel('Name of the plan').fill('Doors wide open')
    await dialog.getByLabel('Until').fill('2033-12-31')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Doors wide open', { exact: true }).waitFor()
    const next = (await plansOf(library)).find(({ name }) => name === 'Doors wide open')!
    assert.deepEqual([next.starts, next.ends], ['2029-01-01', '2033-12-31'])
  }),
)

test(
  'Two who rename one priority: the second hears what it says now, what she typed is kept, and she decides',
  journey(async ({ installed, desk }) => {
    const library = await installed()
    const plan = await openDoors(library)
    const [first] = plan.priorities
    const { page } = await desk({ as: library.ana, viewport: { width: 320, height: 640 } })
    await page.goto(`/app/${library.handle}/goals`)
    await choose(page, 'Every child reads', 'Rename')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Priority').fill('Every child a reader')
    await library.ask('PATCH', `/priorities/${first!.id}`, { version: first!.version, name: 'All children read' })
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText('It now says: All children read.').waitFor()
    assert.equal(await dialog.getByLabel('Priority').inputValue(), 'Every child a reader')
    await fits(page, 'two who rename, at 320')
    await look(page, 'plan-conflict')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'Every child a reader' }).waitFor()
    // No name is no name: it is said at the field.
    await choose(page, 'Every child a reader', 'Rename')
    await dialog.getByLabel('Priority').fill('   ')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await until(async () => (await dialog.getByLabel('Priority').getAttribute('aria-invalid')) === 'true')
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { name: 'Every child a reader' }).waitFor()
  }),
)

test(
  'Who only reads sees the plan, and no deeds',
  journey(async ({ installed, desk, server }) => {
    const library = await installed()
    await openDoors(library)
    const ruth = await library.addMember('Ruth Adler', 'ruth-plans@harbor.example')
    await server.rows(
      `update membership set role = 'observer' where person_id = (select id from person where email = $1)`,
      [ruth.email],
    )
    const { page } = await desk({ as: ruth })
    await page.goto(`/app/${library.handle}/goals`)
    await page.getByRole('heading', { name: 'Every child reads' }).waitFor()
    assert.equal(await page.getByRole('button', { name: /^What to do with/ }).count(), 0)
    assert.equal(await page.getByRole('button', { name: /strategic plan/ }).count(), 0)
  }),
)
