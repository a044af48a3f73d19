import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeLog } from '#app/log.ts'
import { logMail } from './log.ts'
import { letter, mailSuite } from './mail.suite.ts'

const lines: string[] = []
const open = () => logMail(makeLog('info', (line) => lines.push(line)))

mailSuite(open, () =>
  lines.map((line) => JSON.parse(line) as { to: string; subject: string }).map(({ to, subject }) => ({ to, subject })),
)

test('the words of a letter do not stand in the log', async () => {
  await open().send(letter)
  assert.ok(!lines.join().includes('図書館'))
})
