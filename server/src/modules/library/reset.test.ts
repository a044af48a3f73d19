import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { Problem } from '#app/problem.ts'
import type { TestLibrary } from '#app/testing.ts'
import { inTx, look } from '#app/tx.ts'
import { askReset, readReset, resetPassword } from './reset.ts'
import { startSession } from './sessions.ts'
import { signIn } from './sign-in.ts'
import { type MailedHouse, mailedHouse, tokenIn } from './testing.ts'

const ORIGIN = 'https://social.library.example'
let house: MailedHouse
let address = 0
before(async () => {
  house = await mailedHouse()
})
after(() => house[Symbol.asyncDispose]())

const problem = (kind: string, path?: string) => (error: unknown) =>
  error instanceof Problem && error.kind === kind && (path === undefined || error.fields[0]?.path === path)
const emailOf = (mine: TestLibrary) =>
  look(house.nobody(), async (tx) => {
    const found = tx.db.selectFrom('person').select('email').where('id', '=', mine.person)
    return (await found.executeTakeFirstOrThrow()).email
  })
async function ask(email: string, from = `198.51.100.${++address}`): Promise<void> {
  await (await askReset(house.nobody(), email, from, ORIGIN)).sent
}
async function asked() {
  const mine = await house.library()
  const email = await emailOf(mine)
  await ask(email)
  return { mine, email, token: tokenIn(house.letters.at(-1)!.text) }
}
const enter = (email: string, password: string) =>
  signIn(house.nobody(), { email, password, sharedComputer: false, address: `203.0.113.${++address}`, userAgent: 't' })

describe('a reset by mail', () => {
  it('lets a new password in and the old one out, ends all sessions, and tells her', async () => {
    const { mine, email, token } = await asked()
    await inTx(mine.job, 'test', (tx) => startSession(tx, mine.person, false, 'desk'))
    assert.deepEqual(await readReset(house.nobody(), token), { email })
    await resetPassword(house.nobody(), { token, password: 'quite another sentence' })
    const rows = await house.database.rows('select from session where person_id = $1', [mine.person])
    assert.equal(rows.length, 0)
    await assert.rejects(enter(email, 'four words are enough'), problem('not-signed-in'))
    assert.ok(await enter(email, 'quite another sentence'))
    assert.match(house.letters.at(-1)!.subject, /was changed/)
    assert.match(house.letters.at(-1)!.text, /by a link that we sent to this address/)
  })

  it('answers the same for an email that nobody has, and sends nothing', async () => {
    const before = house.letters.length
    await ask('nobody@elsewhere.example')
    assert.equal(house.letters.length, before)
  })

  it('works once, within the hour, and a new one ends the older at its use', async () => {
    const { token } = await asked()
    await resetPassword(house.nobody(), { token, password: 'quite another sentence' })
    await assert.rejects(resetPassword(house.nobody(), { token, password: 'and a third one' }), problem('not-found'))
    const late = await asked()
    await house.database.shift(61 * 60_000)
    await assert.rejects(readReset(house.nobody(), late.token), problem('not-found'))
    const { email, token: older } = await asked()
    await ask(email)
    await resetPassword(house.nobody(), { token: tokenIn(house.letters.at(-1)!.text), password: 'quite another one' })
    await assert.rejects(readReset(house.nobody(), older), problem('not-found'))
  })

  it('two who use it at the same moment set one password', async () => {
    const { token } = await asked()
    const both = await Promise.allSettled(
      ['the first sentence', 'the second sentence'].map((password) =>
        resetPassword(house.nobody(), { token, password }),
      ),
    )
    assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1)
  })

  it('keeps the link for who chose too easy a password, and names the field', async () => {
    const { token, email } = await asked()
    await assert.rejects(resetPassword(house.nobody(), { token, password: 'short' }), problem('bad-input', 'password'))
    await resetPassword(house.nobody(), { token, password: 'quite another sentence' })
    assert.ok(await enter(email, 'quite another sentence'))
  })

  it('sends three letters an hour to one person, and no more', async () => {
    const { email } = await asked()
    const before = house.letters.length
    for (let n = 0; n < 6; n++) await ask(email)
    assert.equal(house.letters.length, before + 2)
  })

  it('rests an address that asks and asks', async () => {
    const mine = await house.library()
    const email = await emailOf(mine)
    for (let n = 0; n < 8; n++) await ask(email, '192.0.2.77')
    await assert.rejects(ask(email, '192.0.2.77'), problem('too-many'))
  })

  it('says so in words of its own, and rests the asking alone: the sign-in from there goes on', async () => {
    const email = await emailOf(await house.library())
    const from = '192.0.2.78'
    for (let n = 0; n < 40; n++) await ask(`nobody-${n}@elsewhere.example`, from)
    await assert.rejects(ask(email, from), /Too many letters were asked for from here\. .* after 15 minutes/)
    const input = { email, sharedComputer: false, address: from, userAgent: 'test' }
    await assert.rejects(signIn(house.nobody(), { ...input, password: 'not it' }), /7 tries are left/)
    assert.ok(await signIn(house.nobody(), { ...input, password: 'four words are enough' }))
  })

  it('is kept as a digest only, and a mail server that is down loses nothing but the letter', async () => {
    const { token } = await asked()
    assert.ok(!JSON.stringify(await house.database.rows('select * from reset_link')).includes(token))
    house.refuse(true)
    await ask(await emailOf(await house.library()))
    house.refuse(false)
    assert.match(house.logged.join('\n'), /a reset could not be mailed/)
  })

  it('with a forged or cut link is nobody’s', async () => {
    const { token } = await asked()
    for (const wrong of [token.slice(1), `${token}x`, '', '%'])
      await assert.rejects(readReset(house.nobody(), wrong), problem('not-found'))
  })
})

describe('letters about coming in', () => {
  const speaks = (person: string, language: string) =>
    inTx(house.nobody(), 'test', async (tx) => {
      await tx.db.updateTable('person').set({ language }).where('id', '=', person).execute()
    })

  it('are in her language: the link, and what changed by it', async () => {
    const mine = await house.library()
    await speaks(mine.person, 'es-US')
    const email = await emailOf(mine)
    await ask(email)
    const letter = house.letters.at(-1)!
    assert.equal(letter.subject, 'Elegir una contraseña nueva para Shelftalker')
    assert.match(letter.text, /Vale una vez, durante 60 minutos\./)
    await resetPassword(house.nobody(), { token: tokenIn(letter.text), password: 'una frase que nadie dice' })
    assert.equal(house.letters.at(-1)!.subject, 'La contraseña de Shelftalker ha cambiado')
    assert.match(house.letters.at(-1)!.text, /con un enlace que enviamos a esta dirección/)
  })

  it('are in English to who never chose, and in a language that we have no words in', async () => {
    for (const language of ['en', 'de-AT']) {
      const mine = await house.library()
      await speaks(mine.person, language)
      await ask(await emailOf(mine))
      assert.equal(house.letters.at(-1)!.subject, 'Choose a new password for Shelftalker')
    }
  })
})
