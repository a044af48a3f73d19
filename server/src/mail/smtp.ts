import type { Transporter } from 'nodemailer'
import type { Secret } from '#app/secret.ts'
import type { Mail } from './port.ts'

/** A mail server that doesn't answer is away; the job tries again. */
const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 }

/**
 * Letters by SMTP, over at most two connections that are kept for a while.
 * @param url `smtp://` (STARTTLS where offered) or `smtps://`, with user and password where needed
 */
export function smtpMail(url: Secret, from: string, timeouts = TIMEOUTS): Mail {
  let transport: Promise<Transporter> | null = null
  const open = () => {
    // Loaded at the first letter: many an installation sends none for days.
    transport ??= import('nodemailer').then(({ createTransport }) =>
      createTransport(
        {
          url: url.reveal(),
          pool: true,
          maxConnections: 2,
          ...timeouts,
          // A letter is words; nothing in it may make the mail library fetch or read.
          disableFileAccess: true,
          disableUrlAccess: true,
        },
        { from },
      ),
    )
    return transport
  }
  return {
    kind: 'smtp',
    async send({ to, subject, text, messageId }) {
      const mailer = await open()
      await mailer.sendMail({
        to: { name: '', address: to },
        subject,
        text,
        messageId,
        // RFC 3834: keeps holiday answers from coming back.
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
    },
    async close() {
      ;(await transport)?.close()
      transport = null
    },
  }
}
