import { inspect } from 'node:util'

/** A value that never prints: not in logs, not in JSON, not in a stack. `reveal` is the only way to it. */
export class Secret {
  readonly #value: string
  constructor(value: string) {
    this.#value = value
  }
  reveal(): string {
    return this.#value
  }
  toString() {
    return '•••'
  }
  toJSON() {
    return '•••'
  }
  [inspect.custom]() {
    return '•••'
  }
}
