import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { until } from '../../server/src/app/until.ts'
import { core, rooms as spanishRooms } from '../src/i18n/es/index.ts'
import { englishIn, saidOn } from './testing/english.ts'
import type { Installed } from './testing/install.ts'
import { look } from './testing/look.ts'
import { channelOf, halfAYear, type Id, plan } from './testing/seed.ts'
import { openStage, type Stage } from './testing/stage.ts'
import { clockAt } from './testing/write.ts'

const journey = await openStage()
const es = Object.assign({}, core, ...(await Promise.all(Object.values(spanishRooms).map((load) => load()))))

/** Goes there, lets it draw itself whole, opens what is folded away, and reads it: no English, no overflow, axe clean. */
async function read(page: Page, name: string, address: string): Promise<void> {
  await page.goto(address)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await until(() => page.evaluate<boolean>("document.querySelector('.skeleton, [aria-busy=true]') === null"))
  await readHere(page, name)
}
async function readHere(page: Page, name: string): Promise<void> {
  await page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
  await until(() => page.evaluate<boolean>("document.querySelector('.skeleton, [aria-busy=true]') === null"))
  assert.equal(await page.locator('html').getAttribute('lang'), 'es')
  assert.deepEqual(englishIn(await saidOn(page), es), [], `English on ${name}`)
  await look(page, `spanish-${name.replaceAll(' ', '-')}`)
}

interface LivedIn {
  library: Installed
  at: string
  post: string
  mastodon: string
}
let made: Promise<LivedIn> | undefined
/** A library in which something went out, waits, is planned, and is aimed at. One for all walks. */
const livedIn = (stage: Stage): Promise<LivedIn> => (made ??= makeLivedIn(stage))
async function makeLivedIn(stage: Stage): Promise<LivedIn> {
  const library = await stage.installed()
  const { ask, handle, zone } = library
  const { id: mastodon } = await library.addMastodon('Biblioteca del Puerto')
  await library.addFacebook('Página del Puerto')
  const hours = [1, 2, 3, 4, 5].map((day) => ({ day, opens: '09:00', closes: '18:00' }))
  // Its public words are Spanish too: closings, holidays, beginnings.
  const { version } = await ask<{ version: number }>('GET', '/library')
  await ask('PATCH', '/library', { version, language: 'es' })
  await ask('PUT', '/hours', { version: 0, regular: hours })
  await ask('POST', '/branches', { name: 'Calle del Muelle' })
  await halfAYear(stage.server, mastodon)
  const { date } = clockAt(zone, await stage.server.now(), 24 * 60)
  const text = 'Abrigos en la percha: se puede tomar uno, o dejar uno. https://puerto.example/abrigos'
  const bulletin = await channelOf(library, 'bulletin')
  const post = await plan(library, { text, channels: [bulletin, mastodon] }, { date, time: '09:00' })
  return { library, at: `/app/${handle}`, post, mastodon }
}

test('what is English is found on a page, with its values and in either form', () => {
  const said = [
    '2 earlier posts',
    '1 publicación anterior',
    'Cancel “Cuentos”?',
    '¿Cancelar «Cuentos»?',
    'Today',
    '3 de 4',
  ]
  assert.deepEqual(englishIn(said, es).sort(), [
    'app.today: Today',
    'calendar.cancelTitle: Cancel “Cuentos”?',
    'calendar.earlier: 2 earlier posts',
    'calendar.today: Today',
    'today.stamp: Today',
  ])
  assert.deepEqual(englishIn(['Shelftalker', 'UTC', 'Cuentos · Shelftalker'], es), [])
})

test(
  'Every room where posts are planned and looked at is Spanish, at every width',
  journey(async (stage) => {
    const { library, at, post, mastodon } = await livedIn(stage)
    const { page } = await stage.desk({ as: library.ana })
    const { items } = await library.ask<{ items: Id[] }>('GET', `/deliveries?post=${post}`)
    await page.goto(`${at}?lang=es`)
    for (const [name, address] of Object.entries({
      today: at,
      calendar: `${at}/calendar`,
      week: `${at}/calendar?view=week`,
      list: `${at}/calendar?view=list`,
      'list empty': `${at}/calendar?view=list&at=2031-03`,
      write: `${at}/write`,
      'write on': `${at}/write/${post}`,
      post: `${at}/posts/${post}`,
      history: `${at}/posts/${post}/history`,
      delivery: `${at}/deliveries/${items[0]!.id}`,
      channels: `${at}/channels`,
      'new channel': `${at}/channels/new`,
      'new channel there': `${at}/channels/new?network=mastodon`,
      'new channel password': `${at}/channels/new?network=bluesky`,
      channel: `${at}/channels/${mastodon}`,
      inbox: `${at}/inbox`,
      'nothing here': `${at}/nowhere`,
    }))
      await read(page, name, address)
  }),
)

test(
  'Every room where a library is looked after is Spanish, at every width',
  journey(async (stage) => {
    const { library, at, mastodon } = await livedIn(stage)
    const { ask } = library
    await library.addMember('Max Ode', 'max@harbor.example')
    const year = (await stage.server.now()).getUTCFullYear()
    const facebook = await channelOf(library, 'facebook')
    const goal = await ask<Id>('POST', '/goals', {
      measure: 'engagement.comments',
      per: 'month',
      channel: mastodon,
      baseline: { value: 4, n: null, from: null, to: null, how: 'typed' },
      target: 80,
      due: `${year + 1}-12-31`,
    })
    const byHand = await ask<Id>('POST', '/posts', { text: 'A mano, por favor.', channels: [facebook] })
    await ask('POST', `/posts/${byHand.id}/submit`, { when: 'now' })
    await ask('POST', '/closings', { kind: 'snow', language: 'es' })
    const { items } = await ask<{ items: Id[] }>('GET', '/closings')
    const { page } = await stage.desk({ as: library.ana })
    await page.goto(`${at}?lang=es`)
    await until(async () => (await ask<{ items: Id[] }>('GET', '/notices')).items.length > 0)
    for (const [name, address] of Object.entries({
      notices: `${at}/notices`,
      'first run': `${at}/start`,
      closing: `${at}/closing`,
      closed: `${at}/closing/${items[0]!.id}`,
      hours: `${at}/settings/hours`,
      goals: `${at}/goals`,
      'new goal': `${at}/goals/new`,
      goal: `${at}/goals/${goal.id}`,
      reports: `${at}/reports`,
      people: `${at}/people`,
      log: `${at}/log`,
      settings: `${at}/settings`,
    }))
      await read(page, name, address)
  }),
)

test(
  'Every door is Spanish to who reads Spanish on this device, also where a link is worth nothing any more',
  journey(async (stage) => {
    await stage.installed()
    const { page } = await stage.desk()
    await page.goto('/app/sign-in?lang=es')
    const nothing = 'A'.repeat(43)
    for (const [name, address] of Object.entries({
      'sign in': '/app/sign-in',
      forgotten: '/app/reset',
      'reset over': `/app/reset/${nothing}`,
      'join over': `/app/join/${nothing}`,
      'new email over': `/app/new-email/${nothing}`,
      'set up already': '/app/set-up',
    }))
      await read(page, name, address)
  }),
)

test(
  'A room whose Spanish is loaded brings no other room’s; who reads English loads none',
  journey(async (stage) => {
    const library = await stage.installed()
    const { page } = await stage.desk({ as: library.ana })
    const loaded: string[] = []
    page.on('response', async (answer) => {
      if (answer.url().endsWith('.js')) loaded.push(await answer.text().catch(() => ''))
    })
    const has = (words: string) => loaded.some((script) => script.includes(words))
    await page.goto(`/app/${library.handle}/calendar`)
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    assert.equal(has('Otros calendarios'), false)
    loaded.length = 0
    await page.goto(`/app/${library.handle}/calendar?lang=es`)
    await page
      .getByRole('link', { name: 'Semana' })
      .or(page.getByRole('tab', { name: 'Semana' }))
      .first()
      .waitFor()
    await until(async () => has('Otros calendarios'))
    assert.equal(has('Las metas las fijan'), false)
  }),
)
