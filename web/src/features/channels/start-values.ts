import type { ConnectField, Facts } from '@shelftalker/networks/port.ts'

/** What a field of a sign-in begins with. */
export interface Known {
  server: string
  handle: string
}

/**
 * The names under which the server tells what is wrong. A secret always begins empty. An address whose example is a real
 * server (and not one under `.example`, RFC 2606) begins with it: most accounts live there.
 */
export function startValues(fields: ConnectField[], known: Known | null): Record<string, string> {
  return Object.fromEntries(
    fields.map((field) => [`connection.${field.name}`, field.secret ? '' : startOf(field, known)]),
  )
}
function startOf({ name, kind, example }: ConnectField, known: Known | null): string {
  if (kind === 'url') return known?.server ?? (isReal(example) ? example : '')
  return known && name !== 'server' ? known.handle.replace(/^@/, '') : ''
}
const isReal = (example: string) => URL.canParse(example) && !new URL(example).hostname.endsWith('.example')

/** `connection.server` → `server`, as the server takes them. */
export const bare = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([name]) => name.startsWith('connection.'))
      .map(([name, value]) => [name.slice('connection.'.length), value.trim()]),
  )

/** What a person types in where she does not go to the network's own pages. */
export const secretWords = ({ connect }: Pick<Facts, 'connect'>): 'password' | 'token' =>
  connect.some(({ kind, name }) => kind === 'password' && name === 'appPassword') ? 'password' : 'token'
