/** Chooses what is said of a topic at a moment: title and text with branch, day and time filled in. */

import type { ChannelKey } from './places.ts'
import type { DemoPost } from './post.ts'
import { THREAD, TOPICS, type Topic } from './words.ts'
import { byDay, clock, someBranch, type World, weekday, writers } from './world.ts'

const WEIGHED = TOPICS.flatMap((topic) => Array<Topic>(topic.weight).fill(topic))
const HOUR = 3_600_000

/** Summer reading belongs into the summer, seeds into spring. */
function topicFor(world: World, at: Date): Topic {
  const month = at.getUTCMonth() + 1
  for (;;) {
    const topic = world.chance.one(WEIGHED)
    if (topic.key === 'summer' && (month < 5 || month > 8)) continue
    if (topic.key === 'garden' && (month < 2 || month > 5)) continue
    return topic
  }
}

/** @param at when it goes out; the event that it tells of comes one to five days later */
export function sayingFor(world: World, at: (hour: number, minute: number) => Date): DemoPost {
  const { chance } = world
  const topic = topicFor(world, at(12, 0))
  const moment = at(chance.one(topic.hours), chance.one([0, 0, 15, 30, 45]))
  const branch = someBranch(world)
  const hour = chance.between(10, 18)
  const days = chance.between(1, 5)
  const event = new Date(moment.getTime() + days * 24 * HOUR)
  const fill = (words: string) =>
    words
      .replaceAll('{branch}', branch.name)
      .replaceAll('{day}', weekday(event))
      .replaceAll('{time}', clock(hour))
      // One stop ends both the abbreviation and the sentence.
      .replaceAll('.m..', '.m.')
  const picture = topic.picture && chance.happens(0.6) ? topic.picture : undefined
  const which = chance.between(0, topic.texts.length - 1)
  const told = chance.happens(topic.key === 'history' ? 0.25 : 0.02)
  return {
    title: fill(topic.titles[which]!),
    text: fill(topic.texts[which]!),
    more: topic.more,
    branch: chance.happens(0.85) ? branch.id : null,
    area: topic.area,
    by: chance.one(writers(world)),
    picture,
    channels: channelsFor(world, picture !== undefined),
    at: moment,
    made: byDay(new Date(moment.getTime() - chance.between(2, 200) * HOUR)),
    noUseAfter: topic.event ? event : null,
    ...(told && { parts: [chance.one(THREAD)] }),
  }
}

function channelsFor({ chance }: World, picture: boolean): ChannelKey[] {
  const found: ChannelKey[] = ['page']
  if (chance.happens(0.72)) found.push('fedi')
  if (chance.happens(0.66)) found.push('sky')
  if (chance.happens(0.5)) found.push('parents')
  if (picture && chance.happens(0.55)) found.push('album')
  return found
}
