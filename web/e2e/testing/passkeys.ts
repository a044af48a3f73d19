/** Chromium's own virtual authenticator, and an authenticator app: what a person has in her pocket. */
import type { Page } from 'playwright-core'
import { codeOf, stepAt } from '../../../server/src/modules/library/totp.rules.ts'

export interface Pocket {
  /** How many passkeys it keeps. */
  keeps(): Promise<number>
  /** false: the finger does not fit, or the person turns away. */
  agrees(yes: boolean): Promise<void>
}

/** A device with a screen lock that keeps passkeys, for this page. */
export async function openPocket(page: Page): Promise<Pocket> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return {
    keeps: async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length,
    async agrees(yes) {
      await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: yes })
    },
  }
}

/** What an authenticator app shows at a moment. */
export function appCode(secret: string, at: Date, ahead = 0): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret.replaceAll(/\s/g, '')]
    .map((one) => letters.indexOf(one).toString(2).padStart(5, '0'))
    .join('')
  const bytes = bits.match(/.{8}/g)!.map((byte) => Number.parseInt(byte, 2))
  return codeOf(Uint8Array.from(bytes), stepAt(at) + ahead)
}
