/** What can be asked of which channel, before a goal is stated. Pure; the server refuses what slips through. */
import { countedBy } from '@shelftalker/networks/counted.ts'
import { canSpanChannels, GOAL_MEASURES, type Per, persOf } from '@shelftalker/shared/goals/goal-measures.ts'

export interface Choice {
  measure: string
  per: Per
}
export const keyOf = ({ measure, per }: Choice): string => `${measure} ${per}`
export function choiceOf(key: string): Choice {
  const [measure = '', per = 'now'] = key.split(' ')
  return { measure, per: per as Per }
}

export interface Asked {
  network: string
  /** A person posts there, and no figure comes back. */
  manual: boolean
}
/** Measures that some channel of the library counts, each in its ways, the plainest first. */
export function choicesFor(channels: Asked[]): Choice[] {
  return GOAL_MEASURES.filter(({ measure }) => channels.some((one) => tells(one, measure))).flatMap((measure) =>
    persOf(measure).map((per) => ({ measure: measure.measure, per })),
  )
}
/** The channels that tell it. */
export const channelsFor = <C extends Asked>(channels: C[], measure: string): C[] =>
  channels.filter((one) => tells(one, measure))

/** All channels together is a choice where the figure may be added and there is more than one to add. */
export const maySpan = (measure: string, channels: unknown[]): boolean =>
  channels.length > 1 && GOAL_MEASURES.some((one) => one.measure === measure && canSpanChannels(one))

const tells = ({ network, manual }: Asked, measure: string) =>
  !manual && (countedBy(network)?.includes(measure) ?? true)

/** "40", "1,240" or "3.6" as a number; null where it is none. */
export function numberFrom(typed: string): number | null {
  const text = typed.trim().replaceAll(/[,\s\u202f](?=\d{3}(\D|$))/g, '')
  return /^\d+([.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : null
}
