/** For tests: a real SMTP server in this process that keeps what it got. */
import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { Secret } from '#app/secret.ts'

export interface PostOffice extends AsyncDisposable {
  url: Secret
  letters: ParsedMail[]
  /** Answers the next letters with these codes, one after another; then takes all. */
  refuse(...codes: number[]): void
  /** Lets every connection hang from now on. */
  hang(): void
}

export async function postOffice(): Promise<PostOffice> {
  const letters: ParsedMail[] = []
  const refusals: number[] = []
  let hangs = false
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    closeTimeout: 100,
    onConnect: (_, done) => (hangs ? undefined : done()),
    onData(stream, _, done) {
      simpleParser(stream).then((letter) => {
        const code = refusals.shift()
        if (code) return done(Object.assign(new Error('not now'), { responseCode: code }))
        letters.push(letter)
        done()
      }, done)
    },
  })
  server.on('error', () => {})
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.server.address() as AddressInfo
  return {
    url: new Secret(`smtp://127.0.0.1:${port}`),
    letters,
    refuse: (...codes) => void refusals.push(...codes),
    hang: () => {
      hangs = true
    },
    [Symbol.asyncDispose]: () => new Promise<void>((done) => server.close(() => done())),
  }
}
