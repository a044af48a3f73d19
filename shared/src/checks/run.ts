/** All checks of one text with its pictures, worst first, then as they stand in the text. */
import { allCaps } from './all-caps.ts'
import { altText } from './alt-text.ts'
import { fancyLetters } from './fancy-letters.ts'
import type { Check, Checked, Finding } from './finding.ts'
import { hashtagCase } from './hashtag-case.ts'
import { plainLanguage } from './plain-language.ts'
import { privateNumbers } from './private-numbers.ts'

const checks: Check[] = [altText, privateNumbers, hashtagCase, allCaps, fancyLetters, plainLanguage]
const order = { must: 0, look: 1, fine: 2 }

/** Length is counted per channel elsewhere; dead links need the network and are asked by the server. */
export function runChecks(checked: Checked): Finding[] {
  return checks
    .flatMap((check) => check(checked))
    .sort((a, b) => order[a.level] - order[b.level] || (a.at?.start ?? -1) - (b.at?.start ?? -1))
}
