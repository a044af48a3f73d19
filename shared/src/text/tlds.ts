/**
 * Top-level domains as IANA lists them, from the package `tlds` (MIT, follows https://data.iana.org/TLD/ by machine).
 * Without them a bare `report.pdf` or `e.g.this` would become a link.
 */
import list from 'tlds' with { type: 'json' }

const known = new Set<string>(list)
const longest = Math.max(...list.map((tld) => tld.length))
const PUNYCODE = /^xn--[a-z0-9-]+$/

/** True for a top-level domain, in any case, as Unicode or as `xn--…`. */
export function isTld(label: string): boolean {
  const lower = label.toLowerCase()
  return known.has(lower) || (PUNYCODE.test(lower) && encoded().has(lower))
}

let spelledOut: Set<string | null> | null = null
/** The list has them as Unicode; made when first needed, for it takes some milliseconds. */
function encoded(): Set<string | null> {
  spelledOut ??= new Set(list.filter((tld) => tld > '\x7f').map(asciiLabel))
  return spelledOut
}

/**
 * How many units at the start of `label` are a top-level domain, 0 if none. A shorter one counts only where something
 * other than an ASCII letter, digit or hyphen follows: scripts without spaces run on (`example.comです`).
 */
export function tldAtStart(label: string): number {
  if (isTld(label)) return label.length
  for (let length = Math.min(longest, label.length - 1); length >= 2; length--)
    if (!/[0-9a-z-]/i.test(label[length]!) && isTld(label.slice(0, length))) return length
  return 0
}

/** A host label as the domain name system spells it, or null if it is not one (bad `xn--`, over 63 bytes). */
export function asciiLabel(label: string): string | null {
  const ascii = /^[\x20-\x7e]*$/.test(label) && !/^xn--/i.test(label) ? label.toLowerCase() : spelled(label)
  return ascii !== null && ascii.length >= 1 && ascii.length <= 63 ? ascii : null
}

/** The URL parser carries the IDNA tables in Node and in browsers alike. */
function spelled(label: string): string | null {
  const host = URL.parse(`http://${label}.invalid/`)?.hostname
  return host?.endsWith('.invalid') ? host.slice(0, -'.invalid'.length) : null
}
