/** What every way of sending letters must do. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Letter, Mail } from './port.ts'

export const letter: Letter = {
  to: 'ada@library.example',
  subject: 'Story time did not go out – a word is needed',
  text: 'Größe, 図書館, and a\n.line with a dot.\n',
  messageId: '<notice-1@shelftalker>',
}

/** @param sees what arrived: addresses and subjects */
export function mailSuite(open: () => Mail | Promise<Mail>, sees: () => { to: string; subject: string }[]): void {
  test('a letter is sent, or noted, with its address and subject', async () => {
    const mail = await open()
    await mail.send(letter)
    assert.deepEqual(sees().at(-1), { to: letter.to, subject: letter.subject })
    await mail.close()
  })

  test('closing twice, or without a letter, is fine', async () => {
    const mail = await open()
    await mail.close()
    await mail.close()
  })
}
