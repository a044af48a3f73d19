/**
 * Links in running text, found as X and Mastodon find them: both use the grammar of twitter-text, whose conformance
 * files the tests run. Written anew as a scanner; the grammar's limits are named where they are used.
 */
import { asciiLabel, tldAtStart } from './tlds.ts'

export interface UrlMatch {
  /** UTF-16 range, end exclusive. */
  start: number
  end: number
  url: string
  /** False for a bare domain (`example.org/x`). */
  scheme: boolean
}
export interface UrlRules {
  /** Are domains without `https://` links? */
  bare: boolean
  /** May paths hold letters of any script? X stops at Latin and Cyrillic, Mastodon does not. */
  anyScript: boolean
  /** X keeps only letters and digits of its own short links, and no more than 40 of them. */
  shortener: boolean
}

/** With a scheme a host may have any letters and even pictures; a bare one is Latin, up to a top-level domain. */
const CANDIDATE =
  /(?<scheme>https?:\/\/)(?<host>(?:[\p{L}\p{N}\p{M}._-]|(?![$+<=>^`|~])\p{S})+)|(?<bare>[0-9A-Za-z\u00c0-\u024f][0-9A-Za-z\u00c0-\u024f._-]*(?:(?<=\.)[\p{L}\p{M}]+)?)/giu
const NOT_BEFORE = /[A-Za-z0-9@＠$#＃]$/
const NOT_BEFORE_BARE = /[-_./]$/
const NOT_AFTER = /^[0-9A-Za-z@+-]/
const MAX_URL = 4096
/** Of the domain name system (RFC 1035), in its own spelling; more need not be looked at. */
const MAX_HOST = 253

/** All links, in order, without overlaps. */
export function findUrls(text: string, rules: UrlRules): UrlMatch[] {
  const found: UrlMatch[] = []
  CANDIDATE.lastIndex = 0
  for (let match = CANDIDATE.exec(text); match; match = CANDIDATE.exec(text)) {
    const scheme = match.groups?.scheme ?? ''
    const end = endOfUrl(text, match, scheme, rules)
    if (end !== null && end - match.index <= MAX_URL) {
      found.push({ start: match.index, end, url: text.slice(match.index, end), scheme: scheme !== '' })
      CANDIDATE.lastIndex = end
    } else if (scheme) CANDIDATE.lastIndex = match.index + scheme.length
  }
  return found
}

function endOfUrl(text: string, match: RegExpExecArray, scheme: string, rules: UrlRules): number | null {
  if (!scheme && !rules.bare) return null
  const before = text.slice(0, match.index).slice(-1)
  if (NOT_BEFORE.test(before) || (!scheme && NOT_BEFORE_BARE.test(before))) return null
  const hostStart = match.index + scheme.length
  const hostEnd = endOfHost(text, hostStart, match.groups?.host ?? match.groups?.bare ?? '')
  if (hostEnd === null) return null
  const port = /^:[0-9]+/.exec(text.slice(hostEnd, hostEnd + 8))
  const end = endOfQuery(text, endOfPath(text, hostEnd + (port?.[0].length ?? 0), rules))
  return rules.shortener && scheme ? shortened(text, match.index, hostStart, hostEnd, end) : end
}

/** The longest row of labels that ends in a top-level domain. Only subdomains may hold an underscore. */
function endOfHost(text: string, start: number, run: string): number | null {
  const labels = run.slice(0, MAX_HOST + 1).split('.')
  for (let count = labels.length; count >= 2; count--) {
    const names = labels.slice(0, count - 1)
    const tld = tldAtStart(labels[count - 1]!)
    if (tld === 0) continue
    const end = start + names.join('.').length + 1 + tld
    if (NOT_AFTER.test(text.slice(end, end + 1))) continue
    if (!names.at(-1)!.includes('_') && names.every(isLabel)) return end
  }
  return null
}

const isLabel = (label: string) => label !== '' && !/^[-_]|[-_]$/.test(label) && asciiLabel(label) !== null

const PATH = /[a-z0-9\p{Script=Latin}\p{Script=Cyrillic}!*';:=+,.$/%#[\]\-–_~@|&]/iu
const PATH_END = /[a-z0-9\p{Script=Latin}\p{Script=Cyrillic}=_#/+-]/iu
const WIDE = /[^\s<>()?"“”「」。、！？]/u
const WIDE_END = /[\p{L}\p{M}\p{N}=_#/+-]/u
const QUERY = /[a-z0-9!?*'@();:&=+$/%#[\]\-_.,~|]/i
const QUERY_END = /[a-z0-9\-_&=#/]/i

/** Brackets belong to a path only in pairs, so that `(see example.org/a)` and `…/Primer_(film)` both come out right. */
function endOfPath(text: string, start: number, { anyScript }: UrlRules): number {
  if (text[start] !== '/') return start
  const inside = anyScript ? WIDE : PATH
  const last = anyScript ? WIDE_END : PATH_END
  const open: number[] = []
  /** The end after each bracket that was open, so that an unclosed one can be given back. */
  const ends: number[] = []
  let end = start
  for (let index = start; index < text.length; ) {
    const character = String.fromCodePoint(text.codePointAt(index)!)
    if (character === '(' && open.length < 2) {
      open.push(index)
      ends.push(end)
    } else if (character === ')' && open.length > 0) {
      const empty = open.pop() === index - 1
      const outside = ends.pop()!
      if (empty) return ends[0] ?? outside
      end = index + 1
    } else if (!inside.test(character)) break
    else if (last.test(character)) end = index + character.length
    index += character.length
  }
  return ends[0] ?? end
}

function endOfQuery(text: string, start: number): number {
  if (text[start] !== '?') return start
  let end = start
  for (let index = start + 1; index < text.length && QUERY.test(text[index]!); index++)
    if (QUERY_END.test(text[index]!)) end = index + 1
  return end
}

/** Links of X's own shortener end with their code; what follows is the sentence's. */
function shortened(text: string, start: number, hostStart: number, hostEnd: number, end: number): number | null {
  if (text.slice(hostStart, hostEnd).toLowerCase() !== 't.co') return end
  const code = /^\/[a-z0-9]+/i.exec(text.slice(hostEnd, end))
  if (!code) return end
  if (code[0].length > 41) return null
  const after = hostEnd + code[0].length
  return text[after] === '?' && start < after ? endOfQuery(text, after) : after
}
