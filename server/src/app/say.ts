/** Tells whoever typed a command a line of how it goes. */
export type Say = (line: string) => void
