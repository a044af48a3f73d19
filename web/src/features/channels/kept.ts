/** What was typed before the way to a network, for this tab: who comes back without an answer finds it again. No secrets. */
interface Kept {
  network: string
  server: string
  name: string
}
const place = 'shelftalker.sign-in'

export const keep = (typed: Kept): void => sessionStorage.setItem(place, JSON.stringify(typed))
export function kept(network: string): Kept | null {
  try {
    const found = JSON.parse(sessionStorage.getItem(place) ?? 'null') as Kept | null
    return found?.network === network && typeof found.server === 'string' && typeof found.name === 'string'
      ? found
      : null
  } catch {
    return null
  }
}
