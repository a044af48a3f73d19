import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Secret } from '#app/secret.ts'
import { letter, mailSuite } from './mail.suite.ts'
import { smtpMail } from './smtp.ts'
import { type PostOffice, postOffice } from './testing.ts'

const FROM = 'Shelftalker <social@library.example>'
let office: PostOffice
before(async () => {
  office = await postOffice()
})
after(() => office[Symbol.asyncDispose]())
const toOf = (one: PostOffice['letters'][number]) => (Array.isArray(one.to) ? one.to[0] : one.to)?.text ?? ''

mailSuite(
  () => smtpMail(office.url, FROM),
  () => office.letters.map((one) => ({ to: toOf(one), subject: one.subject ?? '' })),
)

test('words, sender and number arrive as they were given', async () => {
  const mail = smtpMail(office.url, FROM)
  await mail.send(letter)
  const got = office.letters.at(-1)!
  assert.equal(got.text, letter.text)
  assert.equal(got.from?.text, '"Shelftalker" <social@library.example>')
  assert.equal(got.messageId, letter.messageId)
  assert.equal(got.headers.get('auto-submitted'), 'auto-generated')
  await mail.close()
})

test('a letter that was put off can be sent again, under the same number', async () => {
  const mail = smtpMail(office.url, FROM)
  office.refuse(451)
  await assert.rejects(mail.send(letter), /451/)
  const before = office.letters.length
  await mail.send(letter)
  assert.deepEqual(
    office.letters.slice(before).map((one) => one.messageId),
    [letter.messageId],
  )
  await mail.close()
})

test('a letter that is refused throws', async () => {
  const mail = smtpMail(office.url, FROM)
  office.refuse(554)
  await assert.rejects(mail.send(letter), /554/)
  await mail.close()
})

test('what stands in a subject cannot become a header or a second address', async () => {
  const mail = smtpMail(office.url, FROM)
  await mail.send({ ...letter, subject: 'Hello\r\nBcc: all@library.example' })
  const got = office.letters.at(-1)!
  assert.equal(got.headers.has('bcc'), false)
  assert.match(got.subject!, /^Hello/)
  await mail.close()
})

test('a server that is away or hangs throws, and the password is not in what is thrown', async () => {
  const away = smtpMail(new Secret('smtp://us:hunter2@127.0.0.1:1'), FROM)
  await assert.rejects(away.send(letter), (error: Error) => !`${error.stack}`.includes('hunter2'))
  await away.close()
  await using silent = await postOffice()
  silent.hang()
  const hanging = smtpMail(silent.url, FROM, { connectionTimeout: 200, greetingTimeout: 200, socketTimeout: 200 })
  await assert.rejects(hanging.send(letter), /[Gg]reeting|timeout/i)
  await hanging.close()
})
