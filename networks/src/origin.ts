/**
 * The origin of the server that a person meant by `mastodon.example`, `https://mastodon.example/@lib` or
 * `@lib@mastodon.example`; null if it is none. Plain http only for this machine itself: a secret must not cross the net in the clear.
 */
export function serverOrigin(typed: string): string | null {
  const bare = typed.trim()
  const handle = /^@?[^@\s/:]+@([^@\s/]+)$/.exec(bare)
  const url = URL.parse(handle ? `https://${handle[1]}` : bare.includes('://') ? bare : `https://${bare}`)
  if (!url?.hostname || url.username || url.password) return null
  return url.protocol === 'https:' || (url.protocol === 'http:' && isHere(url.hostname)) ? url.origin : null
}

/** Whether a name, as a URL has it, is this machine itself by its very letters. Nobody is asked. */
export const isHere = (hostname: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
