/**
 * An answer that is JSON already, for what would be dear to build, walk and write once more. Its shape is still the operation's `answer`:
 * the test of whoever makes it parses it with that. Only for reading: an Idempotency-Key keeps answers as values.
 */
export class JsonText {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}
