import type { Config } from '#app/config.ts'
import type { Log } from '#app/log.ts'
import { logMail } from './log.ts'
import type { Mail } from './port.ts'
import { smtpMail } from './smtp.ts'

/** SMTP where `SMTP_URL` is set, else the log. */
export const openMail = (config: Pick<Config, 'smtp' | 'mailFrom'>, log: Log): Mail =>
  config.smtp ? smtpMail(config.smtp, config.mailFrom) : logMail(log)
