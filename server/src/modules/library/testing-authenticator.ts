/** For tests: an authenticator in memory that signs as the standard says, and lies where a test wants it to. */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type {
  AuthenticationResponseJSON,
  RegisterOptions,
  RegistrationResponseJSON,
  SignInOptions,
} from './webauthn.ts'

interface Lies {
  origin?: string
  rpId?: string
  /** Instead of the challenge that was asked. */
  challenge?: string
  counter?: number
  /** No finger, no PIN. */
  unverified?: boolean
  type?: string
}
export interface Authenticator {
  id: string
  counter: number
  register(options: RegisterOptions, lies?: Lies): RegistrationResponseJSON
  sign(options: SignInOptions, lies?: Lies): AuthenticationResponseJSON
}

export const PLACE = 'https://social.library.example'
const RP = 'social.library.example'

/** @param counts whether it has a counter at all: passkeys that are synced say 0 for ever */
export function authenticator(counts = true): Authenticator {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(16)
  const jwk = publicKey.export({ format: 'jwk' })
  const point = (part: string | undefined) => Buffer.from(part ?? '', 'base64url')
  // COSE_Key (RFC 9053 §7.1.1): kty EC2, alg ES256, crv P-256, x, y.
  const cose = Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]),
    point(jwk.x),
    Buffer.from([0x22, 0x58, 0x20]),
    point(jwk.y),
  ])
  const self: Authenticator = {
    id: id.toString('base64url'),
    counter: 0,
    register(options, lies = {}) {
      const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cose])
      const data = Buffer.concat([head(lies, 0x40, self.counter), credential])
      return {
        ...frame(self.id),
        response: {
          clientDataJSON: client('webauthn.create', options.challenge, lies).toString('base64url'),
          attestationObject: attestation(data).toString('base64url'),
          transports: ['internal'],
        },
      }
    },
    sign(options, lies = {}) {
      if (counts) self.counter += 1
      const data = head(lies, 0, lies.counter ?? self.counter)
      const said = client('webauthn.get', options.challenge, lies)
      const digest = createHash('sha256').update(said).digest()
      return {
        ...frame(self.id),
        response: {
          clientDataJSON: said.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: sign('sha256', Buffer.concat([data, digest]), privateKey).toString('base64url'),
        },
      }
    },
  }
  return self
}

const frame = (id: string) => ({ id, rawId: id, type: 'public-key' as const, clientExtensionResults: {} })

const client = (type: string, challenge: string, lies: Lies): Buffer =>
  Buffer.from(
    JSON.stringify({
      type: lies.type ?? type,
      challenge: lies.challenge ?? challenge,
      origin: lies.origin ?? PLACE,
      crossOrigin: false,
    }),
  )

/** Authenticator data (Web Authentication §6.1): whose place, flags, counter. */
function head(lies: Lies, flags: number, counter: number): Buffer {
  const count = Buffer.alloc(4)
  count.writeUInt32BE(counter)
  const place = createHash('sha256')
    .update(lies.rpId ?? RP)
    .digest()
  return Buffer.concat([place, Buffer.from([0x01 | (lies.unverified ? 0 : 0x04) | flags]), count])
}

/** CBOR: {fmt: "none", attStmt: {}, authData}. */
function attestation(data: Buffer): Buffer {
  const text = (word: string) => Buffer.concat([Buffer.from([0x60 + word.length]), Buffer.from(word)])
  const length = Buffer.from([0x59, data.length >> 8, data.length & 0xff])
  return Buffer.concat([
    Buffer.from([0xa3]),
    text('fmt'),
    text('none'),
    text('attStmt'),
    Buffer.from([0xa0]),
    text('authData'),
    length,
    data,
  ])
}
