/** Whether a channel can ask what the poll asks, by its network's limits and by what its server told of itself. Pure. */
import { toldLimits } from '@shelftalker/networks/count.ts'
import type { ChannelMessage } from '@shelftalker/shared/checks/channel-messages.en.ts'
import { countGraphemes } from '@shelftalker/shared/text/graphemes.ts'
import type { Content } from './content.answers.ts'
import { type Finding, finding, sourceOf } from './finding.ts'
import type { Worded } from './worded.ts'

/** A network without polls gets the words alone: said, since they may read oddly; limits must be kept. */
export function ofPoll({ channel: { facts, told, name, id }, wording }: Worded, media: Content['media']): Finding[] {
  const { poll } = wording.options
  if (!poll) return []
  const field = wording.variant === null ? 'options.poll' : `variants.${wording.variant}.options.poll`
  const at = (
    level: 'must' | 'look',
    key: ChannelMessage,
    path: string,
    values: Record<string, string | number> = {},
  ) =>
    finding('poll', level, key, path, {
      channel: id,
      values: { channel: name, ...values },
      ...(facts.poll && { source: sourceOf(facts.name, facts.poll.answers) }),
    })
  if (!facts.poll) return [at('look', 'checks.poll.none', field)]
  const limits = toldLimits(told)
  const most = limits.pollAnswers ?? facts.poll.answers.value
  const longest = limits.pollAnswerMax ?? facts.poll.answerMax.value
  const least = limits.pollLeastMinutes ?? facts.poll.minutes.value.least
  const latest = limits.pollMostMinutes ?? facts.poll.minutes.value.most
  const found: Finding[] = []
  if (media.length > 0)
    found.push(at('must', media.every(({ video }) => video) ? 'checks.poll.video' : 'checks.poll.pictures', field))
  if (poll.answers.length < 2) found.push(at('must', 'checks.poll.few', `${field}.answers`))
  if (poll.answers.length > most)
    found.push(at('must', 'checks.poll.many', `${field}.answers`, { max: most, count: poll.answers.length }))
  const seen = new Set<string>()
  poll.answers.forEach((answer, index) => {
    const path = `${field}.answers.${index}`
    const number = index + 1
    const written = answer.trim()
    if (written === '') found.push(at('must', 'checks.poll.empty', path, { number }))
    else if (seen.has(written)) found.push(at('must', 'checks.poll.twice', path, { number }))
    else if (countGraphemes(written) > longest)
      found.push(at('must', 'checks.poll.long', path, { number, max: longest, count: countGraphemes(written) }))
    seen.add(written)
  })
  if (poll.minutes < least || poll.minutes > latest)
    found.push(at('must', 'checks.poll.time', `${field}.minutes`, { least, most: latest }))
  return found
}
