/** Without a public address nobody can be sent to Bluesky and back: the screen says why, and an app password does it. */
import assert from 'node:assert/strict'
import { networkInterfaces } from 'node:os'
import { test } from 'node:test'
import { look } from './testing/look.ts'
import { openStage } from './testing/stage.ts'

/** As a colleague's machine in the same building reaches it. */
const inside = Object.values(networkInterfaces())
  .flatMap((found) => found ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address
const journey = await openStage({ env: { SHELFTALKER_HOST: '0.0.0.0' } })

test(
  'Without a public address the reason stands where the sign-in would, and the app password is not folded away',
  { skip: inside === undefined && 'this machine has no address but loopback' },
  journey(async ({ desk, installed, bluesky, server }) => {
    const library = await installed()
    const { handle, appPassword } = bluesky.accounts.make('harbor.test')
    const baseURL = `http://${inside}:${new URL(server.address).port}`
    const { page } = await desk({ as: library.ana, baseURL, trusted: false })
    await page.goto('/app/harbor/channels/new?network=bluesky')
    await page.getByText('Here Bluesky can be connected with an app password only').waitFor()
    await page.getByText('has not given it a public address yet').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Sign in at Bluesky' }).count(), 0)
    await look(page, 'bluesky-by-password', { dark: true })
    await page.getByLabel('Server').fill(bluesky.url)
    await page.getByLabel('Handle').fill(handle)
    const password = page.getByRole('textbox', { name: 'App password' })
    await password.fill('aaaa-bbbb-cccc-dddd')
    await page.getByRole('button', { name: 'Add this channel' }).click()
    await page.getByText('does not take this handle with this app password').first().waitFor()
    assert.equal(await page.getByLabel('Handle').inputValue(), handle)
    await password.fill(appPassword)
    await page.getByRole('button', { name: 'Add this channel' }).click()
    await page.getByRole('heading', { level: 1, name: 'Bluesky' }).waitFor()
    await page.getByText('Well').first().waitFor()
  }),
)
