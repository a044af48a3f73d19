import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { confirmEmailLetter, emailNewsLetter, invitationLetter, type SignInNews, signInLetter } from './letters.ts'

const invitation = {
  id: 'i1',
  to: { email: 'max@harbor.example', name: 'Max' as string | null },
  library: { name: 'Biblioteca del Puerto', language: 'es' },
  by: 'Ana Ruiz',
  link: 'https://social.harbor.example/app/join/t',
  expiresAt: new Date('2026-11-24T14:00:00Z'),
  zone: 'America/New_York',
}
const WHAT: SignInNews[] = [
  'passkeyAdded',
  'passkeyRemoved',
  'passkeyCopied',
  'stepOn',
  'stepOff',
  'password',
  'passwordByLink',
  'code',
]

describe('a letter in Spanish', () => {
  it('invites in the library’s language, with name and without, by somebody or by the library', () => {
    const letter = invitationLetter(invitation)
    assert.equal(letter.subject, 'Biblioteca del Puerto invita a entrar en Shelftalker')
    assert.match(letter.text, /^Hola, Max:\n\nAna Ruiz invita a escribir/)
    assert.match(letter.text, /\n\nhttps:\/\/social\.harbor\.example\/app\/join\/t\n\n/)
    assert.match(letter.text, /hasta: martes, 24 de noviembre de 2026, 9:00\n/)
    const plain = invitationLetter({ ...invitation, to: { ...invitation.to, name: null }, by: '' })
    assert.match(plain.text, /^Hola:\n\nBiblioteca del Puerto invita/)
  })

  it('ends no sentence twice where the hour brings a full stop', () => {
    const american = invitationLetter({ ...invitation, library: { ...invitation.library, language: 'es-US' } })
    assert.match(american.text, /9:00\s?a\.\s?m\.\n/)
    assert.doesNotMatch(american.text, /\.\.|\. \./)
  })

  it('is Spanish in every line, whatever it is about', () => {
    const of = { id: 'x', email: 'ana@harbor.example', name: 'Ana', link: 'https://a.example', hours: 24 }
    const written = (language: string) => [
      confirmEmailLetter({ ...of, language }),
      ...(['asked', 'done'] as const).map((what) => emailNewsLetter({ ...of, to: of.email, language, what })),
      ...WHAT.map((what) => signInLetter({ ...of, language, what })),
    ]
    const english = new Set(written('en').flatMap(({ subject, text }) => [subject, ...text.split('\n')]))
    for (const { subject, text } of written('es-US')) {
      const lines = [subject, ...text.split('\n')].filter((line) => line !== '' && line !== of.link)
      assert.ok(lines.length >= 3)
      assert.deepEqual(
        lines.filter((line) => english.has(line)),
        [],
      )
      assert.doesNotMatch(text, /[{}]/)
    }
  })

  it('has the same Message-ID in every language, so that a second one is known', () => {
    const of = { id: 'x', email: 'ana@harbor.example', name: 'Ana', what: 'stepOn' as const }
    assert.equal(signInLetter({ ...of, language: 'es' }).messageId, signInLetter({ ...of, language: 'en' }).messageId)
  })
})
