import { forgetPerson } from '#i18n/language.ts'
import { api, take } from './api.ts'
import { Problem } from './problem.ts'

/**
 * Signs out, here or everywhere. Only the server can take the cookie away, so without its answer the person is still signed in: then this
 * throws, and the page must say so. Who was signed out already is out.
 */
export async function endSession(everywhere = false): Promise<void> {
  try {
    await take(api.POST('/sign-out', { body: { everywhere } }))
  } catch (error) {
    if (!(error instanceof Problem && error.status === 401)) throw error
  }
  forgetPerson()
}
