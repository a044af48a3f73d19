/** What is to come: six weeks of planned posts, drafts, and what goes out today. */
import { addDelivery, addPost, type DemoPost } from './post.ts'
import { sayingFor } from './say.ts'
import { DRAFTS } from './words.ts'
import { awake, branchOf, localTime, personOf, type World, weekday } from './world.ts'

const WEEKS = 6

export function addAhead(world: World): void {
  const { chance } = world
  for (let day = 1; day <= WEEKS * 7; day++) {
    const sunday = weekday(localTime(world, day, '12:00')) === 'Sunday'
    // The next days are full, those in six weeks are not yet.
    const most = Math.max(1, Math.round(4 - day / 14))
    const count = sunday ? chance.between(0, 1) : chance.between(1, most)
    for (let n = 0; n < count; n++)
      plan(
        world,
        sayingFor(world, (hour, minute) => localTime(world, day, `${two(hour)}:${two(minute)}`)),
      )
  }
  addToday(world)
  addDrafts(world)
}
const two = (number: number) => String(number).padStart(2, '0')

/** Scheduled on all its channels; who posts by hand is asked when its moment comes. */
function plan(world: World, post: DemoPost): void {
  // Written on some working day of the last three weeks, not in one night.
  const evening = localTime(
    world,
    -world.chance.between(1, 20),
    `${two(world.chance.between(9, 17))}:${two(world.chance.between(0, 59))}`,
  )
  const made = new Date(Math.min(post.made.getTime(), evening.getTime()))
  const written = addPost(world, { ...post, made })
  for (const key of post.channels)
    addDelivery(world, written, key, { state: 'scheduled', next_at: post.at, updated_at: made })
}

const TODAY = [
  {
    title: 'Tonight at Old Town: letters home',
    text: 'Tonight at Old Town we read letters that sailors sent home from this harbor. They complain about the soup. Seven chairs are left.',
    picture: 'old-harbor.jpg',
    area: 'The harbor and the sea',
    hours: 2,
    made: '16:10',
  },
  {
    title: 'A question from the desk',
    text: 'A reader asks for a novel in which nothing bad happens to the dog. Who knows one?',
    area: 'Readers’ advisory',
    hours: 3,
    made: '11:35',
  },
]

function addToday(world: World): void {
  for (const { hours, made, ...words } of TODAY) {
    const at = awake(world, -hours)
    const by = personOf(world, 'jonah@harbor.example')
    const branch = branchOf(world, 'old-town')
    plan(world, { ...words, channels: ['page', 'fedi', 'sky'], at, made: localTime(world, -2, made), branch, by })
  }
}

function addDrafts(world: World): void {
  DRAFTS.forEach(({ title, text }, n) => {
    const by = world.people[n % 5]!.id
    addPost(world, {
      title,
      text,
      channels: ['page', 'fedi'],
      at: null,
      made: localTime(world, -(1 + n * 2), '10:40'),
      frozen: false,
      by,
    })
  })
}
