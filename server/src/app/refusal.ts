/** What a command will not do, said in a sentence for the person at the terminal: no stack is shown with it. */
export class Refusal extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'Refusal'
  }
}
