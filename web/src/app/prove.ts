/**
 * A grave act asks once more who sits here. One place for all of them: the call waits (`api.ts`), a dialog asks
 * (`session/components/proof-dialog.tsx`), and the same call goes out again; the page that made it never knows.
 */
export type Way = 'password' | 'passkey'
interface Asked {
  ways: Way[]
  /** true: proved; false: put aside. */
  answer: (proved: boolean) => void
}

let asked: Asked | null = null
const listeners = new Set<() => void>()
function set(next: Asked | null): void {
  asked = next
  for (const listener of listeners) listener()
}

/** The ways of this person, if that is what a 401 is about; null: nobody is signed in. */
export async function waysToProve(response: Response): Promise<Way[] | null> {
  const document = (await response
    .clone()
    .json()
    .catch(() => null)) as { type?: unknown; ways?: unknown } | null
  if (document?.type !== '/api/problems/proof-needed') return null
  return (['password', 'passkey'] as const).filter((way) => Array.isArray(document.ways) && document.ways.includes(way))
}

/** Waits for the dialog. Two calls at once wait for the same answer. */
export function askProof(ways: Way[]): Promise<boolean> {
  const before = asked
  return new Promise((resolve) =>
    set({
      ways,
      answer(proved) {
        before?.answer(proved)
        resolve(proved)
        set(null)
      },
    }),
  )
}
export const proofAsked = (): Asked | null => asked
export function onProofAsked(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
