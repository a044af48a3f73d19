/** Passkeys in the browser. The library comes when somebody uses one: no page's first script carries it. */
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'

const library = () => import('@simplewebauthn/browser')

/** A browser that can, at an address with a name: a number is no place for a passkey. */
export const passkeysWork = (): boolean =>
  'PublicKeyCredential' in window && isSecureContext && !/^[\d.]+$|^\[/.test(location.hostname)

/** The person put the question aside, or the device has nothing to offer: nobody's fault. */
export class PasskeyLeft extends Error {}

// The options are the server's own, made by the same library; openapi.json does not repeat the whole standard.
export async function makePasskey({ options }: { options: unknown }) {
  const { startRegistration } = await library()
  const made = await asked(startRegistration({ optionsJSON: options as PublicKeyCredentialCreationOptionsJSON }))
  return { ...made, response: { ...made.response }, clientExtensionResults: {} }
}
export async function signWithPasskey({ options }: { options: unknown }) {
  const { startAuthentication } = await library()
  const signed = await asked(startAuthentication({ optionsJSON: options as PublicKeyCredentialRequestOptionsJSON }))
  return { ...signed, response: { ...signed.response }, clientExtensionResults: {} }
}

async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof Error && ['NotAllowedError', 'AbortError'].includes(error.name))
      throw new PasskeyLeft('', { cause: error })
    throw error
  }
}
