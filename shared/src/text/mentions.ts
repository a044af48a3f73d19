/** Mentions of accounts in running text, in the three ways that networks write them. */
import { isTld } from './tlds.ts'

export interface MentionMatch {
  start: number
  end: number
  /** Without the first `@`: `ana`, `ana@library.example`, `ana.library.example`. */
  handle: string
  /** The part that Mastodon counts: `ana` of `ana@library.example`. */
  local: string
}

/** `@user` or `@user@domain`; not after a word, a slash or an equals sign (addresses, links). */
const FEDIVERSE =
  /(?<![=/\p{L}\p{M}\p{N}_])@(?<handle>(?<local>[a-z0-9_]+(?:[.-]+[a-z0-9_]+)*)(?:@[\p{L}\p{M}\p{N}_]+(?:[.-]+[\p{L}\p{M}\p{N}_]+)*)?)/giu

export function findFediverseMentions(text: string): MentionMatch[] {
  return Array.from(text.matchAll(FEDIVERSE), (match) => toMention(match, match.groups!.local!))
}

/** `@handle.tld`, as Bluesky's own client marks it: at the start, after white space or an opening bracket. */
const DOMAIN = /(?<=^|[\s(])@(?<handle>[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+)/gi

export function findDomainMentions(text: string): MentionMatch[] {
  return Array.from(text.matchAll(DOMAIN), (match) => toMention(match, match.groups!.handle!)).filter(({ handle }) => {
    const last = handle.slice(handle.lastIndexOf('.') + 1)
    // `.test` is reserved (RFC 2606), yet it is what local networks of the protocol use.
    return isTld(last) || last.toLowerCase() === 'test'
  })
}

/** `@name` of up to 20 letters, digits and underscores, as X has it; also glued to an old-style `RT`. */
const X =
  /(?:(?<![A-Za-z0-9_!#$%&*@＠])|(?<=(?<![A-Za-z0-9_+~.-])rt:?))[@＠](?<handle>[a-z0-9_]{1,20})(?![a-z0-9_@＠\u00c0-\u024f]|:\/\/)/giu

export function findXMentions(text: string): MentionMatch[] {
  return Array.from(text.matchAll(X), (match) => toMention(match, match.groups!.handle!))
}

const toMention = (match: RegExpExecArray, local: string): MentionMatch => ({
  start: match.index,
  end: match.index + match[0].length,
  handle: match.groups!.handle!,
  local,
})
