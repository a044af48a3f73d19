import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pictureOf } from '@shelftalker/networks/testing/parts.ts'
import type { Page } from 'playwright-core'
import { until } from '../../server/src/app/until.ts'
import { checks } from '../src/i18n/en/checks.ts'
import { composer } from '../src/i18n/en/composer.ts'
import { core } from '../src/i18n/en/core.ts'
import { look } from './testing/look.ts'
import { openStage } from './testing/stage.ts'

const journey = await openStage()

test(
  'Said in Spanish: the language chosen in the menu, a post with a picture written, published and seen out',
  journey(async (stage) => {
    const library = await stage.installed()
    const { page } = await stage.desk({ as: library.ana })
    await page.goto(`/app/${library.handle}`)
    await page.locator('.rail .label').click()
    await page.getByText('Español', { exact: true }).click()
    await page.getByRole('link', { name: 'Nueva publicación' }).first().waitFor()
    assert.equal(await page.locator('html').getAttribute('lang'), 'es')
    await look(page, 'spanish-today')

    // It is kept: another page, loaded anew, is in Spanish too.
    await page.goto(`/app/${library.handle}/write`)
    await page.getByLabel('¿Qué se quiere decir?').fill('Cuentos en pijama, el martes a las 6.')
    const alt = 'Una estantería con libros infantiles'
    const { read } = pictureOf(alt, 96, 640, 400)
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'estante.png', mimeType: 'image/png', buffer: Buffer.from(await read()) })
    await page.getByLabel('Texto alternativo', { exact: true }).fill(alt)
    await page.getByRole('group', { name: '¿Adónde va?' }).getByRole('checkbox', { name: 'Bulletin' }).check()
    await page.getByText('Como lo verá la gente').first().waitFor()
    await page.getByText('Todas las imágenes tienen descripción.').waitFor()
    await look(page, 'spanish-composer')
    const shown = await page.evaluate<string>('document.body.innerText')
    const lines = new Set(shown.split('\n').map((line) => line.trim()))
    const english = Object.values({ ...core, ...composer, ...checks }).filter(
      (message) => typeof message === 'string' && lines.has(message),
    )
    assert.doesNotMatch(shown, /\.m\.\./, 'a clock brings its own full stop')
    assert.deepEqual(english, [], 'no message of the English catalogue stands on the page')

    await page.getByRole('button', { name: 'Publicar ahora' }).first().click()
    await page.getByRole('dialog').getByRole('button', { name: 'Publicar ahora' }).click()
    await page.getByText('Publicado').first().waitFor()
    const reader = (await stage.desk({ javaScriptEnabled: false })).page
    await reader.goto(`/${library.handle}`)
    await reader.getByText('Cuentos en pijama').first().waitFor()
    await look(page, 'spanish-out')
  }),
)

test(
  'The language goes with the person to her other devices, and leaves with her; the device keeps its own for who is signed out',
  journey(async (stage) => {
    const library = await stage.installed()
    const max = await library.addMember('Max Ode', 'max@harbor.example')
    const { handle } = library
    const lang = (page: Page) => page.locator('html').getAttribute('lang')
    const enter = async (page: Page, who: { email: string; password: string }) => {
      await page.goto('/app/sign-in')
      await page.locator('input[type=email]').fill(who.email)
      await page.locator('input[type=password]').fill(who.password)
      await page.keyboard.press('Enter')
      await page.waitForURL(`**/app/${handle}`)
    }
    const choose = async (page: Page, word: string) => {
      await page.locator('.rail .label').click()
      await page.getByText(word, { exact: true }).click()
    }
    const leave = async (page: Page, word: string) => {
      await page.locator('.rail .label').click()
      await page.getByRole('menuitem', { name: word }).click()
      await page.waitForURL('**/app/sign-in*')
    }
    const own = (await stage.desk()).page
    await enter(own, library.ana)
    await choose(own, 'Español')
    await until(async () => (await lang(own)) === 'es')

    // A desk that many use: its door is English, her rooms are Spanish, and Max's are English again.
    const shared = (await stage.desk()).page
    await shared.goto('/app/sign-in')
    await shared.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
    await enter(shared, library.ana)
    await shared.getByRole('link', { name: 'Nueva publicación' }).first().waitFor()
    assert.equal(await lang(shared), 'es')
    await leave(shared, 'Cerrar sesión')
    await shared.reload()
    await shared.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
    await enter(shared, max)
    await shared.getByRole('link', { name: 'New post' }).first().waitFor()
    assert.equal(await lang(shared), 'en')

    // What he chooses is his: on her device she goes on in hers, and he in English on it.
    await choose(shared, 'English')
    await until(async () => {
      const [row] = await stage.server.rows("select language from person where email = 'max@harbor.example'")
      return row!.language === 'en-US'
    }, 10_000)
    await own.reload()
    assert.equal(await lang(own), 'es')
    await leave(own, 'Cerrar sesión')
    await own.reload()
    assert.equal(await lang(own), 'es', 'the device keeps what was chosen on it')
    await enter(own, max)
    await own.getByRole('link', { name: 'New post' }).first().waitFor()
    assert.equal(await lang(own), 'en')

    // An address that names a language wins for once, also over a choice, and does not go round in circles.
    await shared.goto(`/app/${handle}?lang=es`)
    await shared.getByRole('link', { name: 'Nueva publicación' }).first().waitFor()
  }),
)
