import type { Config } from '../../config.ts'
import { type Finding, mind, well, wrong } from '../finding.ts'

const WAIT_MS = 10_000

/** Connects, says EHLO and signs in; no letter is sent. */
export async function checkMail(config: Config, waitMs = WAIT_MS): Promise<Finding> {
  if (!config.smtp)
    return mind(
      'No mail server is set: letters are only noted in the log',
      'Set SMTP_URL and MAIL_FROM, or nobody hears when a post needs somebody.',
    )
  const { createTransport } = await import('nodemailer')
  const { host } = new URL(config.smtp.reveal())
  const transport = createTransport({
    url: config.smtp.reveal(),
    connectionTimeout: waitMs,
    greetingTimeout: waitMs,
    socketTimeout: waitMs,
  })
  try {
    await transport.verify()
    return well(`The mail server ${host} takes our letters`)
  } catch (error) {
    const { code, responseCode, command } = error as { code?: string; responseCode?: number; command?: string }
    // The message itself may repeat what was sent.
    const why = [code, command, responseCode].filter(Boolean).join(' ') || 'no answer'
    return wrong(
      `The mail server ${host} does not take our letters (${why})`,
      code === 'EAUTH'
        ? 'Look at user and password in SMTP_URL.'
        : 'Look at address and port in SMTP_URL, and at the firewall.',
    )
  } finally {
    transport.close()
  }
}
