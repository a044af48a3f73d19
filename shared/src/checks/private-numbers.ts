/**
 * Numbers that look like a patron's: library cards, payment cards, Social Security numbers. Nothing is kept: a finding
 * says what it is like and where it stands, never the digits. A look-alike never blocks; the person decides.
 */
import { findEntities } from '../text/entities.ts'
import type { Check, CheckSource, Finding } from './finding.ts'

const libraryCard: CheckSource = {
  name: 'ALA: Privacy, an interpretation of the Library Bill of Rights',
  url: 'https://www.ala.org/advocacy/intfreedom/librarybill/interpretations/privacy',
}
const payment: CheckSource = {
  name: 'ISO/IEC 7812-1 (Luhn check digit); PCI DSS: card numbers are not to be shown',
  url: 'https://www.pcisecuritystandards.org/',
}
const socialSecurity: CheckSource = {
  name: 'Social Security Administration: which numbers are given out',
  url: 'https://www.ssa.gov/employer/randomization.html',
}

/** Runs of digits, in one piece or grouped by single blanks or hyphens, not part of a longer word or number. */
const DIGITS = /(?<![\p{L}\p{N}.,$€£#+-])\d(?:[ -]?\d){8,18}(?![\p{L}\p{N}]|[.,-]\d)/gu
const SSN = /^(?!000|666|9)\d{3}([ -])(?!00)\d{2}\1(?!0000)\d{4}$/
/** A phone number of North America in its usual groups. */
const PHONE = /^(?:1[ -])?\d{3}[ -]\d{3}[ -]\d{4}$/

export const privateNumbers: Check = ({ text, style }) => {
  const links = findEntities(text, style).filter(({ kind }) => kind === 'link')
  const numbers = Array.from(text.matchAll(DIGITS))
    .map((match) => ({ written: match[0], start: match.index, end: match.index + match[0].length }))
    .filter(({ start, end }) => !links.some((link) => start < link.end && link.start < end))
  const findings = numbers.flatMap(({ written, start, end }): Finding[] => {
    const found = { rule: 'private-numbers', level: 'look', fix: null, at: { start, end } } as const
    const digits = written.replace(/\D/g, '')
    const values = { digits: digits.length }
    if (SSN.test(written))
      return [
        { ...found, message: { key: 'checks.privateNumbers.socialSecurity', values: {} }, source: socialSecurity },
      ]
    if (isPaymentCard(digits))
      return [{ ...found, message: { key: 'checks.privateNumbers.payment', values }, source: payment }]
    if (isLibraryCard(written, digits, text.slice(0, start)))
      return [{ ...found, message: { key: 'checks.privateNumbers.libraryCard', values }, source: libraryCard }]
    return []
  })
  if (findings.length > 0 || !/\d/.test(text)) return findings
  const message = { key: 'checks.privateNumbers.fine' as const, values: {} }
  return [{ rule: 'private-numbers', level: 'fine', message, source: libraryCard, fix: null, at: null }]
}

/** Patron bar codes begin with 2 (items with 3); most have 14 digits, short ones from 10 on. */
function isLibraryCard(written: string, digits: string, before: string): boolean {
  if (!/^2\d{9,13}$/.test(digits) || PHONE.test(written)) return false
  return !/\b(?:isbn|issn|call|text|phone|tel|fax)\b[^\n]{0,12}$/i.test(before)
}

/** Issuers' ranges begin with 3 to 6 (and 2221–2720); 13 to 19 digits whose last is Luhn's. */
function isPaymentCard(digits: string): boolean {
  const begins = /^(?:[3-6]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720))/
  // A library's own numbers have Luhn's digit too: 14 digits from 2 are a card of ours, not a bank's.
  if (digits.length < 13 || !begins.test(digits) || (digits.length === 14 && digits.startsWith('2'))) return false
  return passesLuhn(digits)
}

/** Luhn's sum: from the right, every second digit doubled, nines cast out; a multiple of ten (ISO/IEC 7812-1). */
export function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let place = 0; place < digits.length; place++) {
    const digit = Number(digits[digits.length - 1 - place])
    const doubled = digit * 2
    sum += place % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
