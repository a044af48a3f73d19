/** Accounts and their sessions. Tokens look like those of a PDS (so that a client can read when they end) but are only looked up. */
import { createHash, randomUUID } from 'node:crypto'
import { Refusal } from './answer.ts'
import { base32 } from './cid.ts'

export interface PeerAccount {
  did: string
  handle: string
  appPassword: string
  password: string
}
interface Held extends PeerAccount {
  revoked: boolean
  barred: 'AccountTakedown' | 'AccountDeactivated' | null
}
interface Token {
  did: string
  kind: 'access' | 'refresh' | 'service'
  /** The one method that a service token is good for. */
  method?: string
  endsAt: number
}
export interface AccountRules {
  /** Handles that are taken without having been made before, with any app password of the right shape; null: none. */
  anyHandle: RegExp | null
  /** Seconds that an access token lives. */
  accessTokenS: number
}
const APP_PASSWORD = /^[a-z0-9]{4}(-[a-z0-9]{4}){3}$/
const REFRESH_TOKEN_S = 90 * 24 * 3600

export class Accounts {
  readonly rules: AccountRules
  readonly #byDid = new Map<string, Held>()
  readonly #byHandle = new Map<string, Held>()
  readonly #tokens = new Map<string, Token>()
  constructor(rules: AccountRules) {
    this.rules = rules
  }

  /** Makes an account; the same handle gives the same one. */
  make(handle: string, appPassword = randomPassword()): PeerAccount {
    const known = this.#byHandle.get(handle)
    if (known) return known
    const digest = createHash('sha256').update(handle).digest()
    const did = `did:plc:${base32(digest).slice(0, 24)}`
    const account: Held = { did, handle, appPassword, password: 'the-main-password', revoked: false, barred: null }
    this.#byDid.set(did, account)
    this.#byHandle.set(handle, account)
    return account
  }

  /** All, in the order in which they were made. */
  all(): PeerAccount[] {
    return [...this.#byDid.values()]
  }

  find(identifier: string): PeerAccount | null {
    return this.#byDid.get(identifier) ?? this.#byHandle.get(identifier) ?? null
  }

  signIn(identifier: string, password: string) {
    let account = this.#byDid.get(identifier) ?? this.#byHandle.get(identifier)
    if (!account && this.rules.anyHandle?.test(identifier) && APP_PASSWORD.test(password))
      account = this.make(identifier, password) as Held
    const main = password === account?.password
    if (!account || account.revoked || (!main && password !== account.appPassword))
      throw new Refusal(401, 'AuthenticationRequired', 'Invalid identifier or password')
    if (account.barred === 'AccountTakedown') throw new Refusal(401, 'AccountTakedown', 'Account has been taken down')
    return this.#session(account, main ? 'com.atproto.access' : 'com.atproto.appPass')
  }

  /** A refresh token may be used again for a while, as with a PDS, so that a lost answer does not sign anybody out. */
  refresh(token: string | null) {
    const { did, kind } = this.#token(token)
    const account = this.#byDid.get(did)!
    if (kind !== 'refresh') throw new Refusal(400, 'InvalidToken', 'Token could not be verified')
    if (account.revoked) throw new Refusal(400, 'ExpiredToken', 'Token has been revoked')
    return this.#session(account, 'com.atproto.appPass')
  }

  /** A token by which another service does one method in the account's name (com.atproto.server.getServiceAuth). */
  service(token: string | null, audience: string | null, method: string | null, exp: number | null): string {
    const { did } = this.auth(token)
    if (!audience?.startsWith('did:')) throw new Refusal(400, 'InvalidRequest', 'aud must be a did')
    const now = Math.floor(Date.now() / 1000)
    const ends = exp ?? now + 60
    if (ends < now) throw new Refusal(400, 'BadExpiration', 'expiration is in past')
    if (ends - now > 3600) throw new Refusal(400, 'BadExpiration', 'cannot request a token with more than an hour')
    const text = jwt(
      { typ: 'JWT', alg: 'none' },
      { iss: did, aud: audience, lxm: method, exp: ends, jti: randomUUID() },
    )
    this.#tokens.set(text, { did, kind: 'service', method: method ?? '', endsAt: ends * 1000 })
    return text
  }

  /** Whose access token this is; a service token counts for its own method. */
  auth(token: string | null, method = ''): PeerAccount {
    const { did, kind, method: only } = this.#token(token)
    const account = this.#byDid.get(did)!
    if (kind !== 'access' && !(kind === 'service' && only === method))
      throw new Refusal(400, 'InvalidToken', 'Bad token scope')
    if (account.barred) throw new Refusal(401, account.barred, 'Account is not available')
    return account
  }

  end(token: string | null): void {
    if (this.#token(token).kind !== 'refresh') throw new Refusal(400, 'InvalidToken', 'Token could not be verified')
    this.#tokens.delete(token!)
  }

  /** Ends every access token now; refresh tokens stay. */
  expireAll(): void {
    for (const token of this.#tokens.values()) if (token.kind === 'access') token.endsAt = 0
  }

  /** As when the person deletes the app password: no new session by any way. Access tokens end too, which a PDS does later. */
  revoke(identifier: string, revoked = true): void {
    const account = this.find(identifier) as Held | null
    if (!account) return
    account.revoked = revoked
    for (const token of this.#tokens.values())
      if (token.did === account.did && token.kind === 'access') token.endsAt = 0
  }

  bar(identifier: string, barred: Held['barred']): void {
    const account = this.find(identifier) as Held | null
    if (account) account.barred = barred
  }

  #token(text: string | null): Token {
    if (text === null) throw new Refusal(401, 'AuthMissing', 'Authentication Required')
    const token = this.#tokens.get(text)
    if (!token) throw new Refusal(400, 'InvalidToken', 'Token could not be verified')
    if (token.endsAt <= Date.now()) throw new Refusal(400, 'ExpiredToken', 'Token has expired')
    return token
  }

  #session(account: PeerAccount, scope: string) {
    const { did, handle } = account
    const accessJwt = this.#issue(did, 'access', scope, this.rules.accessTokenS)
    const refreshJwt = this.#issue(did, 'refresh', 'com.atproto.refresh', REFRESH_TOKEN_S)
    return { accessJwt, refreshJwt, did, handle, email: 'library@example.test', emailConfirmed: false, active: true }
  }

  #issue(did: string, kind: Token['kind'], scope: string, lifeS: number): string {
    const now = Math.floor(Date.now() / 1000)
    const payload = { scope, sub: did, iat: now, exp: now + lifeS, jti: randomUUID() }
    const text = jwt({ typ: kind === 'access' ? 'at+jwt' : 'refresh+jwt', alg: 'none' }, payload)
    this.#tokens.set(text, { did, kind, endsAt: (now + lifeS) * 1000 })
    return text
  }
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwt = (head: object, payload: object) => `${part(head)}.${part(payload)}.unsigned`

const randomPassword = () =>
  randomUUID()
    .replaceAll('-', '')
    .slice(0, 16)
    .replace(/(.{4})(?=.)/g, '$1-')
