/** A mail server that keeps what it is given: letters are read as a person reads them. */
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { until } from '../../../server/src/app/until.ts'

export interface Mailbox {
  letters: { to: string; subject: string; text: string }[]
  /** Settings of the server under test. */
  env: Record<string, string>
  /** The newest letter to an address, waited for, and the path of the link in it. */
  letterTo(email: string): Promise<{ subject: string; text: string; path: string }>
  close(): Promise<void>
}

export async function openMailbox(): Promise<Mailbox> {
  const letters: Mailbox['letters'] = []
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, done) {
      simpleParser(stream).then((mail) => {
        letters.push({ to: session.envelope.rcptTo[0]!.address, subject: mail.subject ?? '', text: mail.text ?? '' })
        done()
      }, done)
    },
  })
  await new Promise<void>((ready) => smtp.listen(0, '127.0.0.1', () => ready()))
  const { port } = smtp.server.address() as { port: number }
  return {
    letters,
    env: { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'social@harbor.example' },
    async letterTo(email) {
      await until(() => letters.some(({ to }) => to === email))
      const { subject, text } = letters.findLast(({ to }) => to === email)!
      const link = /https?:\/\/\S+\/app\/\S+/.exec(text)?.[0]
      return { subject, text, path: link ? new URL(link).pathname : '' }
    },
    close: () => new Promise((closed) => smtp.close(() => closed())),
  }
}
