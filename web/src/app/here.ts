import { createContext, useContext } from 'react'
import type { LibraryOfMine, Me } from './api.types.ts'

/** Who is here, and in which library. */
export interface Here {
  me: Me
  library: LibraryOfMine
  handle: string
  zone: string
}
export const HereContext = createContext<Here | null>(null)

/** As one would greet a person. */
export const firstName = ({ name }: { name: string }): string => name.split(' ')[0] ?? name

/** Only inside a library's rooms (`gate.tsx`). */
export function useHere(): Here {
  const here = useContext(HereContext)
  if (!here) throw new Error('no library here')
  return here
}
