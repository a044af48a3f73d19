import type { Log } from '#app/log.ts'
import type { Mail } from './port.ts'

/** Where no SMTP server is set: notes that a letter would have gone. Its words are nobody's business in a log. */
export function logMail(log: Log): Mail {
  return {
    kind: 'log',
    async send({ to, subject }) {
      log.info('a letter was not sent, because no mail server is set (SMTP_URL)', { to, subject })
    },
    async close() {},
  }
}
