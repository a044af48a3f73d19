/** The key that an account's tokens are bound to (DPoP, RFC 9449): one for each sign-in, kept with the tokens. */
import type { webcrypto } from 'node:crypto'
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { DPoP, type DPoPHandle, generateKeyPair } from 'oauth4webapi'
import { ES256 } from './client.ts'

/** @returns the private key as a JWK. */
export async function newKey(): Promise<JsonObject> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  return (await crypto.subtle.exportKey('jwk', privateKey)) as JsonObject
}

/** A handle remembers the nonce that each server last gave: without it every request would be refused once first. */
const handles = new Map<string, Promise<DPoPHandle>>()
const MOST = 500

export function handleOf(key: JsonObject): Promise<DPoPHandle> {
  const name = String(key.x)
  const found = handles.get(name) ?? make(key)
  handles.delete(name)
  handles.set(name, found)
  if (handles.size > MOST) handles.delete(handles.keys().next().value!)
  return found
}

async function make(key: JsonObject): Promise<DPoPHandle> {
  const { d: _, key_ops: __, ...open } = key as webcrypto.JsonWebKey
  const [privateKey, publicKey] = await Promise.all([
    crypto.subtle.importKey('jwk', key as webcrypto.JsonWebKey, ES256, false, ['sign']),
    crypto.subtle.importKey('jwk', open, ES256, true, ['verify']),
  ])
  return DPoP({}, { privateKey, publicKey })
}
