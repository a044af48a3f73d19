/** What a goal's figures mean, in words: for programs, tables and print. The web app says the same in the reader's language, by the codes. */
import { EQUAL_AGE_DAYS, type Way } from '@shelftalker/shared/goals/goal-measures.ts'
import type { Reason } from './goal-progress.rules.ts'

const make = () => ({
  number: new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 }),
  percent: new Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 0 }),
})
let made: ReturnType<typeof make> | undefined
/** Made when first asked for: the first of them in a program takes as long as forty files to load. */
function formats() {
  made ??= make()
  return made
}
const number = (value: number): string => formats().number.format(value)
const percent = (value: number): string => formats().percent.format(value)
/** Of a forecast: no tenths where they would claim more than is known. */
const about = (value: number) => number(Math.abs(value) < 100 ? value : Math.round(value))

export function reasonText(reason: Reason): string {
  switch (reason.code) {
    case 'reached':
      return `The target is reached: ${number(reason.value)}.`
    case 'not-reached':
      return `The day has come, and the figure was ${number(reason.value)}. Decide: go on, change or close it.`
    case 'forecast-meets':
      return `If it goes on like this it will be about ${about(reason.value)} on ${reason.on}.`
    case 'forecast-short':
      return `If it goes on like this it will be about ${about(reason.value)} on ${reason.on}, short of the target.`
    case 'pace-meets':
      return `${percent(reason.share)} of the way in ${percent(reason.elapsed)} of the time.`
    case 'pace-short':
      return `${percent(reason.share)} of the way in ${percent(reason.elapsed)} of the time: behind an even pace.`
    case 'not-begun':
      return `It begins on ${reason.on}.`
    case 'first-figure':
      return `Its first figure is known on ${reason.on}.`
    case 'awaiting':
      return `Its last figure is known on ${reason.on}, when its posts are ${EQUAL_AGE_DAYS} days old.`
    case 'stale':
      return `The last figure is of ${reason.on}, too old to be called the present.`
    case 'no-posts':
      return 'No post went out in the last whole month, so there is nothing to count.'
    case 'too-few-told':
      return 'Fewer than half of the month’s posts have a figure; a sum would say too little.'
    case 'not-yet':
      return 'The posts are not old enough to be counted.'
    case 'no-figures':
      return 'No figure was read yet.'
  }
}

export const FORMULA: Record<Way, string> = {
  last: 'The last figure that the network told of the account.',
  sum: `All posts of the month together, each as it stood ${EQUAL_AGE_DAYS} days after it went out.`,
  mean: `All posts of the month together, each as it stood ${EQUAL_AGE_DAYS} days after it went out, divided by their number.`,
  median: `The middle one of the month’s posts, each as it stood ${EQUAL_AGE_DAYS} days after it went out. People are never added up.`,
}
