import assert from 'node:assert/strict'
import { test } from 'node:test'
import { until } from '../../server/src/app/until.ts'
import { look } from './testing/look.ts'
import { openStage } from './testing/stage.ts'
import { choose, write } from './testing/write.ts'

const journey = await openStage()
const WORDS = { label: 'What do you want to say?' }

test(
  'Two people write on one post: both texts are shown, nothing is overwritten',
  journey(async ({ installed, desk, server }) => {
    const library = await installed()
    const { page: first } = await desk({ as: library.ana })
    await write(first, library.handle, 'Story time on Friday.')
    await first.getByText(/^Saved \d/).waitFor()
    const [row] = await server.rows('select id from post')
    const priya = await library.addMember('Priya Shah', 'priya@harbor.example')
    const { page: second, context } = await desk({ as: priya })
    await second.goto(`/app/${library.handle}/write/${row!.id}`)
    await second.getByLabel(WORDS.label).waitFor()
    // No network for a while: it hears nothing of what the other does.
    await context.setOffline(true)
    await second.getByLabel(WORDS.label).fill('Story time on Friday, upstairs.')
    await first.getByLabel(WORDS.label).fill('Story time on Saturday.')
    await until(async () => (await library.texts()).includes('Story time on Saturday.'))
    await context.setOffline(false)
    const dialog = second.getByRole('dialog')
    await dialog.getByText('Story time on Saturday.').waitFor()
    await dialog.getByText('Story time on Friday, upstairs.').waitFor()
    await dialog.getByRole('heading', { name: /^Ana Ruiz changed this post at/ }).waitFor()
    await look(second, 'clash', { dark: true })
    assert.deepEqual(await library.texts(), ['Story time on Saturday.'])
    await dialog.getByRole('button', { name: 'Keep mine' }).click()
    await until(async () => (await library.texts()).includes('Story time on Friday, upstairs.'))
    await first.getByText('Story time on Friday, upstairs.').first().waitFor()
  }),
)

test(
  'A second library: its first person comes in by a link that works once, and sees nothing of the first',
  journey(async ({ installed, desk }) => {
    const library = await installed()
    const { page } = await desk({ as: library.ana })
    await write(page, library.handle, 'Only Harbor may read this.')
    await choose(page, 'Bulletin')
    await page.getByText(/^Saved \d/).waitFor()
    await page.goto(`/app/${library.handle}/settings`)
    await page.getByRole('button', { name: 'Add a library' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name of the library').fill('Tidewater Public Library')
    await dialog.getByLabel('Email of its first person').fill('jo@tidewater.example')
    await look(page, 'add-library')
    await dialog.getByRole('button', { name: 'Add a library' }).click()
    const link = await dialog.getByRole('textbox', { name: 'One-time link' }).inputValue()

    const { page: jo } = await desk()
    await jo.goto(link)
    await jo.getByText('Come in to Tidewater Public Library').waitFor()
    await look(jo, 'join')
    await jo.getByLabel('Your name').fill('Jo Park')
    await jo.getByLabel('Choose a password').fill('another four words here')
    await jo.getByRole('button', { name: 'Come in' }).click()
    await jo.getByText('Your Bulletin is ready').waitFor()
    assert.equal(await jo.getByText('Only Harbor').count(), 0)
    await jo.goto(`/app/${library.handle}`)
    await jo.getByText('You are not a member of this library').waitFor()
    await look(jo, 'not-a-member')

    const { page: again } = await desk()
    await again.goto(link)
    await again.getByText('This invitation has ended').waitFor()
    await look(again, 'invitation-over')
  }),
)
