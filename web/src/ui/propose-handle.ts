/** Words that every library has in its name: they tell nothing in an address. */
const plain = new Set(['the', 'of', 'and', 'library', 'libraries', 'public', 'system'])

/** A short name for addresses, proposed from the library's name: `Harbor County Library` → `harbor-county`. */
export function proposeHandle(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
  const telling = words.filter((word) => !plain.has(word))
  return (telling.length > 0 ? telling : words).join('-').slice(0, 40).replace(/-$/, '')
}
