/** What was typed before the way to a network, for this tab: who comes back without an answer finds it again. No secrets. */
interface Kept {
  network: string
  server: string
  /** Empty where the network asks for a server only. */
  handle: string
  name: string
}
const place = 'shelftalker.sign-in'

export const keep = (typed: Kept): void => sessionStorage.setItem(place, JSON.stringify(typed))
function read(): Kept | null {
  try {
    const found = JSON.parse(sessionStorage.getItem(place) ?? 'null') as Kept | null
    const whole =
      found && [found.network, found.server, found.handle, found.name].every((one) => typeof one === 'string')
    return whole ? found : null
  } catch {
    return null
  }
}
/** What was typed for this network. */
export function kept(network: string): Kept | null {
  const found = read()
  return found?.network === network ? found : null
}
/** Of which network the last sign-in was. */
export const keptNetwork = (): string | null => read()?.network ?? null
