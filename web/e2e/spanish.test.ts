import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pictureOf } from '@shelftalker/networks/testing/parts.ts'
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
