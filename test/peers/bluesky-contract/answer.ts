/** How the peer refuses: an XRPC error, thrown by whoever finds it. */
export class Refusal extends Error {
  readonly status: number
  readonly error: string
  constructor(status: number, error: string, message: string) {
    super(message)
    this.status = status
    this.error = error
  }
}
export const invalid = (message: string) => new Refusal(400, 'InvalidRequest', message)
