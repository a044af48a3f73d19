/**
 * From the letter in her mail to her first post out: a scripted person who has never seen it. She reads every word that she meets at 200 words
 * a minute, types at 40, and the machine takes what it takes.
 */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { simpleParser } from 'mailparser'
import type { Page } from 'playwright-core'
import { SMTPServer } from 'smtp-server'
import { until } from '../../server/src/app/until.ts'
import { openBrowser } from '../../web/e2e/testing/browser.ts'
import { type Figures, round } from '../figure.ts'
import { startServer } from '../processes.ts'

const READS_A_MINUTE = 200
const TYPES_A_MINUTE = 40
/** A typed word is five letters, as typing is usually counted. */
const LETTERS_A_WORD = 5

const wordsIn = (text: string): number => text.split(/\s+/).filter(Boolean).length

export async function firstPostFigures(data: string): Promise<Figures> {
  const browser = await openBrowser()
  if (typeof browser === 'string')
    return { firstPostMinutes: { value: null, unit: 'min', aim: 5, why: `no browser: ${browser}` } }
  const letters: string[] = []
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, _session, done) {
      simpleParser(stream).then((mail) => {
        letters.push(mail.text ?? '')
        done()
      }, done)
    },
  })
  smtp.listen(0, '127.0.0.1')
  await once(smtp.server, 'listening')
  const { port } = smtp.server.address() as AddressInfo
  const server = await startServer({
    data,
    env: { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'social@harbor.example' },
  })
  try {
    const ask = async (path: string, body: unknown, key = '') => {
      const answer = await fetch(`${server.url}/api/v1${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
        body: JSON.stringify(body),
      })
      if (!answer.ok) throw new Error(`${path} answered ${answer.status} ${await answer.text()}`)
      return (await answer.json()) as Record<string, string>
    }
    const { apiKey } = await ask('/setup', {
      library: { name: 'Harbor County Library', handle: 'harbor', zone: 'America/New_York' },
      person: { name: 'Ana', email: 'ana@harbor.example', password: 'four words are enough' },
    })
    await ask('/people/invitations', { email: 'ben@harbor.example', name: 'Ben', role: 'member' }, apiKey)
    await until(() => letters.length > 0)
    const { minutes } = await come(
      await (await browser.newContext({ locale: 'en-US' })).newPage(),
      server.url,
      letters[0]!,
    )
    return { firstPostMinutes: { value: round(minutes), unit: 'min', aim: 5 } }
  } finally {
    await browser.close()
    await server.stop()
    smtp.close()
  }
}

async function come(page: Page, url: string, letter: string): Promise<{ minutes: number }> {
  const began = performance.now()
  let words = wordsIn(letter)
  let letters = 0
  const read = async () => {
    words += wordsIn(await page.evaluate<string>('document.body.innerText'))
  }
  const type = async (label: string, text: string) => {
    letters += text.length
    await page.getByLabel(label).first().fill(text)
  }
  await page.goto(new URL(new URL(/https?:\/\/\S+\/app\/\S+/.exec(letter)![0]).pathname, url).href)
  await page.getByRole('heading', { level: 1 }).waitFor()
  await read()
  await type('Your name', 'Ben Okafor')
  await type('Choose a password', 'a shelf full of maps')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/app/harbor')
  await page.getByRole('heading', { level: 1 }).waitFor()
  await read()
  await page.getByRole('link', { name: 'New post' }).click()
  await page.getByLabel('What do you want to say?').waitFor()
  await read()
  await type(
    'What do you want to say?',
    'Good morning from the desk. We are open until eight, and the new mysteries are in.',
  )
  await page.getByRole('button', { name: 'Publish now' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  words += wordsIn((await dialog.textContent()) ?? '')
  await dialog.getByRole('button', { name: /^Publish/ }).click()
  await until(async () => (await (await fetch(`${url}/harbor`)).text()).includes('Good morning from the desk.'))
  await read()
  const machine = (performance.now() - began) / 60_000
  return { minutes: machine + words / READS_A_MINUTE + letters / LETTERS_A_WORD / TYPES_A_MINUTE }
}
