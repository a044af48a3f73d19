/** Passwords: argon2id from Node itself, stored in the PHC string format so that the parameters can be raised later. */
import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { badInput } from '#app/problem.ts'

const derive = promisify(argon2) as (algorithm: 'argon2id', parameters: Argon2Parameters) => Promise<Buffer>
/** OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, 2 passes, 1 lane. */
const NOW = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 }
/** NIST SP 800-63B asks for at least 8; ten keeps a single factor out of reach of patient guessing under our limits. */
const PASSWORD_MIN = 10
export const PASSWORD_MAX = 200

export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await derive('argon2id', { ...NOW, message: password.normalize('NFKC'), nonce })
  return `$argon2id$v=19$m=${NOW.memory},t=${NOW.passes},p=${NOW.parallelism}$${nonce.toString('base64url')}$${tag.toString('base64url')}`
}

/** With no hash it takes as long as with one, so that time does not tell whether an account exists. */
export async function passwordFits(password: string, stored: string | null): Promise<boolean> {
  const found = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w-]+)\$([\w-]+)$/.exec(stored ?? '')
  const [memory, passes, parallelism] = found
    ? [Number(found[1]), Number(found[2]), Number(found[3])]
    : [NOW.memory, NOW.passes, NOW.parallelism]
  const nonce = found ? Buffer.from(found[4]!, 'base64url') : randomBytes(16)
  const expected = found ? Buffer.from(found[5]!, 'base64url') : randomBytes(32)
  const tag = await derive('argon2id', {
    memory,
    passes,
    parallelism,
    tagLength: expected.length,
    message: password.normalize('NFKC'),
    nonce,
  })
  return timingSafeEqual(tag, expected) && found !== null
}

/** @throws Problem bad-input at `path`. */
export function checkPassword(password: string, path: string, email: string): void {
  if (password.length < PASSWORD_MIN)
    throw badInput(
      path,
      'too-short',
      `A password needs at least ${PASSWORD_MIN} characters. Three or four words are easy to keep in mind.`,
    )
  if (password.length > PASSWORD_MAX)
    throw badInput(path, 'too-long', `A password has at most ${PASSWORD_MAX} characters.`)
  if (password.toLowerCase().includes(email.split('@')[0]!.toLowerCase()) && email.split('@')[0]!.length > 3)
    throw badInput(path, 'too-easy', 'The password holds your email address. Choose other words.')
  if (new Set(password).size < 4) throw badInput(path, 'too-easy', 'The password repeats itself. Choose other words.')
}
