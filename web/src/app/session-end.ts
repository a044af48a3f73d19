/** Says once that the server no longer knows this session. The shell then asks to sign in over the page, which stays as it is. */
type Listener = () => void
const listeners = new Set<Listener>()
let ended = false

export function sessionEnded(): void {
  ended = true
  for (const listener of listeners) listener()
}
export function sessionBegan(): void {
  ended = false
  for (const listener of listeners) listener()
}
export const hasEnded = (): boolean => ended
export function onSessionChange(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
