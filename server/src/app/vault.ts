/** Secrets at rest: AES-256-GCM by a key that lies outside the database and outside every backup. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import type { JsonObject } from '@shelftalker/shared/json.ts'

export interface Vault {
  /** @param about binds the secret to its place (`connection:<id>`): moved to another row it does not open. */
  seal(value: JsonObject, about: string): Buffer
  open(sealed: Buffer, about: string): JsonObject
}
export class VaultTrouble extends Error {}

/** Layout: 1 byte version, 12 bytes nonce, 16 bytes tag, then the ciphertext. */
const VERSION = 1

export function makeVault(key: Uint8Array): Vault {
  if (key.length !== 32) throw new VaultTrouble('the encryption key must have 32 bytes')
  return {
    seal(value, about) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      cipher.setAAD(Buffer.from(about))
      const body = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.from([VERSION]), nonce, cipher.getAuthTag(), body])
    },
    open(sealed, about) {
      if (sealed[0] !== VERSION || sealed.length < 29)
        throw new VaultTrouble('this secret was not sealed by this version')
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 13))
      decipher.setAAD(Buffer.from(about))
      decipher.setAuthTag(sealed.subarray(13, 29))
      try {
        return JSON.parse(
          Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()]).toString('utf8'),
        ) as JsonObject
      } catch {
        throw new VaultTrouble('this secret does not open with the present key')
      }
    },
  }
}

/** For tokens of ours that are only compared: session, API key, one-time link. They are random, so a plain digest is enough. */
export const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest()
/** 256 random bits in URL-safe letters. */
export const newToken = (): string => randomBytes(32).toString('base64url')
