/**
 * Whose account it is and where it lives: handle → DID → document → server (https://atproto.com/specs/handle and /did). Nothing of it is
 * believed one way only: a handle counts if the DID's document names it back.
 */
import { Resolver } from 'node:dns/promises'
import { bad, good, type Outcome } from '@shelftalker/shared/outcome.ts'
import { z } from 'zod'
import { failed, fromHttpFailure, quiet, timeLeft, tooLate } from '../../failure.ts'
import { serverOrigin } from '../../origin.ts'
import type { Call, Failure } from '../../port.ts'
import { didDocument, jsonOf, pdsEntry, resolved } from '../wire.ts'
import { ask } from '../xrpc.ts'

export interface Identity {
  did: string
  /** Origin of the server that holds its records. */
  pds: string
  /** As the document names it; null for an account without one. */
  handle: string | null
}
/** The TXT records of a name. Tests give their own. */
export type Texts = (name: string) => Promise<string[][]>
const systemTexts: Texts = (name) => new Resolver({ timeout: 3_000, tries: 2 }).resolveTxt(name)

const HANDLE = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/
const PLC = /^did:plc:[a-z2-7]{24}$/
const WEB = /^did:web:([a-z0-9.-]+)$/

const no = (reason: string, field: string) =>
  failed({ kind: 'refused', reason, field }, { sent: 'none', rejected: false })

/** What a person typed, without the @ and the invisible marks that phones put around a handle that is copied. */
export const bareHandle = (typed: string): string => typed.replace(/[\p{Cf}\s]/gu, '').replace(/^@/, '')

/** What a person typed as her handle. null: it is none. */
export function handleFrom(typed: string): string | null {
  const handle = bareHandle(typed).toLowerCase()
  return handle.length <= 253 && HANDLE.test(handle) ? handle : null
}

/** @param server that is asked for the handle first; null: the handle's own domain says whose it is */
export async function identityOf(
  call: Call,
  directory: string,
  handle: string,
  server: string | null,
  texts: Texts = systemTexts,
): Promise<Outcome<Identity, Failure>> {
  const did = server ? await askServer(call, server, handle) : await askDomain(call, handle, texts)
  if (!did.ok) return did
  const found = await documentOf(call, directory, did.value)
  if (!found.ok) return found
  if (found.value.handle !== handle) return no('the account that this handle points to does not carry it', 'identifier')
  return found
}

async function askServer(call: Call, server: string, handle: string): Promise<Outcome<string, Failure>> {
  const reply = await ask(call, {
    base: server,
    nsid: 'com.atproto.identity.resolveHandle',
    params: { handle },
    guard: resolved,
  })
  if (reply.ok) return good(reply.value.did)
  return reply.failure.rejected && reply.failure.trouble.kind === 'refused'
    ? no('this server knows no such handle', 'identifier')
    : bad(reply.failure)
}

/** By a TXT record, or by a file on the handle's own site. */
async function askDomain(call: Call, handle: string, texts: Texts): Promise<Outcome<string, Failure>> {
  const found = await texts(`_atproto.${handle}`).catch((): string[][] => [])
  const named = found.map((parts) => parts.join('')).filter((one) => one.startsWith('did='))
  if (named.length === 1) return good(named[0]!.slice('did='.length))
  const page = await text(call, `https://${handle}/.well-known/atproto-did`)
  if (page.ok)
    return /^did:\S+$/.test(page.value.trim()) ? good(page.value.trim()) : no('there is no such handle', 'identifier')
  const { trouble } = page.trouble
  // Nobody lives there, or it is no site that we would ask.
  return trouble.kind === 'down' || trouble.kind === 'refused' || trouble.kind === 'gone'
    ? no('no account was found under this handle', 'identifier')
    : page
}

/** The account's document, from its directory or its own site. @returns its server and the handle that it carries. */
export async function documentOf(call: Call, directory: string, did: string): Promise<Outcome<Identity, Failure>> {
  const web = WEB.exec(did)?.[1]
  if (!PLC.test(did) && !web) return no('this is a kind of account that we do not know', 'identifier')
  const page = await text(call, web ? `https://${web}/.well-known/did.json` : `${directory}/${did}`)
  if (!page.ok) return page
  const document = named.safeParse(jsonOf(page.value))
  const pds = serverOrigin((document.success && pdsEntry(document.data)) || '')
  if (!document.success || document.data.id !== did || pds === null)
    return failed(
      { kind: 'garbled', reason: 'the account’s document names no server' },
      { sent: 'maybe', rejected: false },
    )
  const alias = document.data.alsoKnownAs?.find((one) => one.startsWith('at://'))
  return good({ did, pds, handle: alias?.slice('at://'.length).toLowerCase() ?? null })
}
const named = didDocument.extend({ id: z.string(), alsoKnownAs: z.array(z.string()).optional() })

async function text(call: Call, url: string): Promise<Outcome<string, Failure>> {
  const timeoutMs = timeLeft(call, 10_000)
  if (timeoutMs <= 0) return tooLate()
  try {
    const response = await call.http.send({ url, timeoutMs, maxBytes: 128 * 1024, signal: call.signal })
    if (response.status === 200 && !response.cut) return good(response.text())
    const gone = response.status === 404 || response.status === 410
    return failed(
      gone
        ? { kind: 'gone', what: 'account' }
        : { kind: 'down', reason: `${new URL(url).host} answered ${response.status}` },
      { sent: 'maybe', rejected: false },
    )
  } catch (error) {
    return bad(quiet(fromHttpFailure(error)))
  }
}
