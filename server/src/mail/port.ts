export interface Letter {
  to: string
  subject: string
  text: string
  /** Stable over repeats, so that a mail server may drop a doubled letter. */
  messageId: string
}
export interface Mail {
  /** `log`: no SMTP server is set; the letter's address and subject are logged, never its words. */
  kind: 'smtp' | 'log'
  /** Throws on trouble; the job that called tries again. */
  send(letter: Letter): Promise<void>
  close(): Promise<void>
}
