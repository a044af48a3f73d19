/** One closing that is over, as it was told and taken back; the words agreed for each kind; notes in the calendar. */
import { log } from './notices.ts'
import type { ChannelKey } from './places.ts'
import { addDelivery, addPost } from './post.ts'
import { ago, branchOf, dayFrom, localTime, personOf, type World } from './world.ts'

const ON: ChannelKey[] = ['page', 'fedi', 'sky']

export function addClosings(world: World): void {
  const { rows, chance } = world
  const jonah = personOf(world, 'jonah@harbor.example')
  const declared = localTime(world, -38, '06:05')
  const ended = localTime(world, -38, '13:40')
  const until = localTime(world, -38, '15:00')
  const text =
    'Lighthouse Point and Tern Island: closed today until 3 p.m. because the power is out. We will say here when we are open again.'
  const told = addPost(world, {
    title: null,
    text,
    channels: ON,
    at: declared,
    made: declared,
    by: jonah,
    noUseAfter: until,
  })
  const again = addPost(world, {
    title: null,
    text: 'Lighthouse Point and Tern Island: open again today. Thank you for your patience.',
    channels: ON,
    at: ended,
    made: ended,
    by: jonah,
  })
  for (const post of [told, again])
    for (const key of ON) addDelivery(world, post, key, { state: 'published', urgent: true })
  const id = chance.id(declared)
  rows.add('closing', {
    id,
    kind: 'power',
    opening: 'closed',
    branches: [branchOf(world, 'lighthouse-point'), branchOf(world, 'tern-island')],
    every_branch: false,
    zone: 'America/New_York',
    starts_at: declared,
    until,
    text,
    language: 'en',
    banner: true,
    reason: 'A tree on the line at Beacon Road',
    post_id: told.id,
    declared_at: declared,
    declared_by: jonah,
    ended_at: ended,
    ended_by: jonah,
    ended_how: 'again',
    again_post_id: again.id,
  })
  log(
    world,
    declared,
    'jonah@harbor.example',
    'declareClosing',
    { kind: 'closing', id },
    { why: 'power', opening: 'closed', post: told.id, held: 0 },
  )
  log(world, ended, 'jonah@harbor.example', 'endClosing', { kind: 'closing', id })
  for (const [kind, text] of [
    ['snow', '{branch}: closed {day}, {until}, because of snow. Stay in, read on.'],
    ['power', '{branch}: closed {day}, {until}, because the power is out. We will say here when we are open again.'],
  ])
    rows.add('closing_words', {
      kind,
      opening: 'closed',
      language: 'en',
      text,
      version: 1,
      agreed_by: jonah,
      agreed_at: ago(world, 200),
    })
}

const NOTES = [
  [-20, -20, 'Board meeting, 6 p.m.'],
  [-9, -8, 'Jonah is away'],
  [1, 1, 'Posters to the printer by noon'],
  [4, 4, 'Board packet is due'],
  [8, 8, 'Board meeting, 6 p.m.'],
  [11, 15, 'School vacation: extra story times'],
  [18, 18, 'Photographs of the new ramp at Cedar Hollow'],
  [24, 30, 'Book sale of the Friends, Central'],
  [36, 36, 'Plan the next quarter'],
] as const

export function addNotes(world: World): void {
  const at = ago(world, 25)
  const by = personOf(world, 'jonah@harbor.example')
  for (const [first, last, text] of NOTES)
    world.rows.add('calendar_note', {
      id: world.chance.id(at),
      first: dayFrom(world, first),
      last: dayFrom(world, last),
      text,
      version: 1,
      created_at: at,
      created_by: by,
      updated_at: at,
      updated_by: by,
    })
}
