/** Shapes of passkeys, the second step, proof and open sessions: for the routes and openapi.json. */
import { z } from 'zod'
import { PASSWORD_MAX } from './passwords.ts'

const text = z.string().max(4000)
/** As browsers write them (Web Authentication, RegistrationResponseJSON); what they add later is let by and not read. */
export const newPasskey = z.looseObject({
  id: text,
  rawId: text,
  type: z.literal('public-key'),
  response: z.looseObject({
    clientDataJSON: text,
    attestationObject: z.string().max(100_000),
    transports: z.array(z.string().max(40)).max(10).optional(),
  }),
  clientExtensionResults: z.looseObject({}),
})
/** AuthenticationResponseJSON. */
const signedPasskey = z.looseObject({
  id: text,
  rawId: text,
  type: z.literal('public-key'),
  response: z.looseObject({
    clientDataJSON: text,
    authenticatorData: text,
    signature: text,
    userHandle: text.nullish().transform((handle) => handle ?? undefined),
  }),
  clientExtensionResults: z.looseObject({}),
})
/** What the browser’s own calls take (PublicKeyCredential…OptionsJSON). */
export const browserOptions = z.strictObject({ options: z.looseObject({ challenge: z.string() }) })

export const passkeyName = z.string().trim().min(1).max(60)
const passkeyAnswer = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  createdAt: z.date(),
  lastUsedAt: z.date().nullable(),
})
export const askedEmail = z.strictObject({ email: z.string(), expiresAt: z.date() })
export const waysInAnswer = z.strictObject({
  password: z.boolean(),
  passkeys: z.array(passkeyAnswer),
  secondStep: z.strictObject({ since: z.date(), codesLeft: z.number() }).nullable(),
  /** Another address that waits for the link in its mailbox. */
  emailChange: askedEmail.nullable(),
})
export const sessionAnswer = z.strictObject({
  id: z.uuid(),
  device: z.strictObject({ browser: z.string().nullable(), system: z.string().nullable() }),
  sharedComputer: z.boolean(),
  here: z.boolean(),
  startedAt: z.date(),
  lastUsedAt: z.date(),
})
export const typedCode = z.string().trim().min(1).max(60)
const password = z.string().max(PASSWORD_MAX * 10)
export const passwordInput = z.strictObject({ password })
/** One of the two. */
export const proofInput = z
  .strictObject({ password: password.optional(), passkey: signedPasskey.optional() })
  .refine((input) => (input.password === undefined) !== (input.passkey === undefined), {
    path: ['password'],
    message: 'Send a password or a passkey',
  })
export const secondStepInput = z.strictObject({ secondStep: z.string().min(1).max(100), code: typedCode })
export const passkeySignInInput = z.strictObject({ passkey: signedPasskey, sharedComputer: z.boolean().default(false) })
export const codesAnswer = z.strictObject({ codes: z.array(z.string()) })

const example = { id: '…', rawId: '…', type: 'public-key', clientExtensionResults: {} }
export const NEW_EXAMPLE = { ...example, response: { clientDataJSON: '…', attestationObject: '…' } }
export const SIGNED_EXAMPLE = {
  ...example,
  response: { clientDataJSON: '…', authenticatorData: '…', signature: '…' },
}
