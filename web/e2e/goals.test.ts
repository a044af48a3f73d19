import assert from 'node:assert/strict'
import { test } from 'node:test'
import { look } from './testing/look.ts'
import { openStage, type Stage } from './testing/stage.ts'

const journey = await openStage()

/** Half a year of comments on a channel: posts that went out, each read when it was seven days old. */
async function livedIn({ server, installed }: Pick<Stage, 'server' | 'installed'>) {
  const library = await installed()
  const { id } = await library.addMastodon('Harbor on Mastodon')
  await server.rows(
    `with moment as (select date_trunc('month', app.now()) - interval '6 months' + n * interval '6 days' + interval '9 hours' as at, n from generate_series(0, 30) n),
     made as (
       insert into delivery (library_id, channel_id, state, title, due_at, published_at, payload, payload_digest, key, remote_id, settled_by, created_at, updated_at)
       select c.library_id, c.id, 'published', 'Story time number ' || n, at, at, '{"text":""}', 'd', 'k' || n, 'r' || n, 'answer', at, at
       from channel c, moment where c.id = $1 and at < app.now() - interval '9 days' returning library_id, id, channel_id, published_at)
     insert into reading (library_id, channel_id, delivery_id, as_of, value, measure, native, age)
     select library_id, channel_id, id, published_at + interval '7 days', 3 + extract(month from published_at)::int % 5, 'engagement.comments', 'replies_count', '7d' from made`,
    [id],
  )
  return { library, channel: id }
}

test(
  'A goal in one sentence by keyboard alone: the beginning is proposed from own figures, and the page shows what they rest on',
  journey(async (stage) => {
    const { library } = await livedIn(stage)
    const { page } = await stage.desk({ as: library.ana })
    await page.goto(`/app/${library.handle}/goals`)
    await page.getByText('No goal yet').waitFor()
    await look(page, 'goals-empty')
    await page.getByRole('link', { name: 'New goal' }).first().focus()
    await page.keyboard.press('Enter')
    await page.getByText(/is proposed: your own figures/).waitFor()
    await look(page, 'goal-new', { dark: true })
    await page.getByLabel('Target').focus()
    await page.keyboard.type('60')
    await page.getByLabel('Why').focus()
    await page.keyboard.type('families ask us there first')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /Comments a month on Harbor on Mastodon/ }).waitFor()
    await page.getByText('What the figure is made of').waitFor()
    assert.ok((await page.locator('#rows ~ *, section[aria-labelledby=rows-title] tbody tr').count()) > 0)
    await look(page, 'goal', { dark: true })
    // Every row leads to the post that it is of.
    const row = page.locator('section[aria-labelledby=rows-title] tbody tr').first()
    assert.match((await row.getByRole('link').getAttribute('href')) ?? '', /\/deliveries\//)
  }),
)

test(
  'A target that is where it stands, and no number at all, are told at their field; nothing typed is lost',
  journey(async (stage) => {
    const library = await stage.installed()
    const { page } = await stage.desk({ as: library.ana })
    await page.goto(`/app/${library.handle}/goals/new`)
    await page.getByLabel('Where it stands today').fill('40')
    await page.getByLabel('Target').fill('many')
    await page.getByRole('button', { name: 'Set this goal' }).click()
    await page.getByText('Type the target as a number.').first().waitFor()
    await page.getByLabel('Target').fill('40')
    await page.getByRole('button', { name: 'Set this goal' }).click()
    await page.locator('[name=target][aria-invalid=true]').waitFor()
    assert.equal(await page.getByLabel('Where it stands today').inputValue(), '40')
    await look(page, 'goal-no-way')
  }),
)

test(
  'The report of a month shows figures with what they are of, and prints; the inbox says what it will be',
  journey(async (stage) => {
    const library = await stage.installed()
    const { page } = await stage.desk({ as: library.ana, viewport: { width: 320, height: 640 } })
    await page.goto(`/app/${library.handle}/reports`)
    await page.getByRole('heading', { name: 'How punctual we are' }).waitFor()
    await page.getByRole('heading', { name: 'By channel' }).waitFor()
    await page.getByRole('row', { name: /Harbor on Mastodon/ }).waitFor()
    await look(page, 'reports', { dark: true })
    await page.goto(`/app/${library.handle}/inbox`)
    await page.getByText('Nothing waits here yet').waitFor()
    await look(page, 'inbox')
  }),
)

test(
  'An observer reads every figure of a goal, and is shown no button that she may not press',
  journey(async (stage) => {
    const library = await stage.installed()
    const ruth = await library.addMember('Ruth Adler', 'ruth@harbor.example')
    await stage.server.rows(
      `update membership set role = 'observer' where person_id = (select id from person where email = $1)`,
      [ruth.email],
    )
    const { page } = await stage.desk({ as: ruth })
    await page.goto(`/app/${library.handle}/goals`)
    await page.getByRole('heading', { name: /Comments a month/ }).waitFor()
    assert.equal(await page.getByRole('link', { name: 'New goal' }).count(), 0)
    assert.equal(await page.getByText('Change or close this goal').count(), 0)
    await page.getByText('What the figure is made of').waitFor()
  }),
)
