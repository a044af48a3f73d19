/** Headers that every answer carries. */

/** The web app: nothing from elsewhere, no inline script or style, no frames. Pictures that are just being chosen are blob: addresses. */
export const APP_CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' blob: data:; media-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
const API_CSP = "default-src 'none'; frame-ancestors 'none'"

export function secure(response: Response, https: boolean): Response {
  const { headers } = response
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', API_CSP)
  headers.set('x-content-type-options', 'nosniff')
  headers.set('referrer-policy', 'same-origin')
  headers.set('cross-origin-opener-policy', 'same-origin')
  if (!headers.has('cross-origin-resource-policy')) headers.set('cross-origin-resource-policy', 'same-origin')
  headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()')
  if (https) headers.set('strict-transport-security', 'max-age=31536000')
  return response
}
