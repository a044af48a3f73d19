/** The library itself: people, branches, hours, closures, channels with sign-ins that cannot work. */
import type { Span } from '#db/schema/library.ts'
import { DEFAULT_AREAS } from '#modules/strategy/index.ts'
import { makeChance } from './chance.ts'
import { BRANCHES, CHANNELS, type ChannelKey, LIBRARY, PEOPLE } from './places.ts'
import { ago, branchOf, dayFrom, dayOf, localTime, personOf, type World } from './world.ts'

/** Makes what the rest points at. @param password its hash @param seal closes a channel's secret, bound to the channel */
export function addHouse(world: World, password: string, seal: (channel: string) => Buffer): void {
  const { rows, chance, library } = world
  const begun = ago(world, 400)
  const { name, handle, zone, place, purpose } = LIBRARY
  const first_run = { hours: 'done', why: 'done', channel: 'done', post: 'done', week: 'done' }
  rows.add('library', {
    id: library,
    handle,
    name,
    zone,
    language: 'en',
    patrons: 'patrons',
    late_limit_minutes: 60,
    kind: 'public',
    purpose,
    place,
    first_run,
    version: 4,
    created_at: begun,
  })
  for (const { name, email, role } of PEOPLE) {
    const id = chance.id(begun)
    world.people.push({ id, name, email })
    rows.add('person', {
      id,
      email,
      name,
      language: 'en',
      password_hash: password,
      installation_administrator: role === 'administrator',
      created_at: begun,
    })
    rows.add('membership', { person_id: id, role, created_at: begun })
  }
  BRANCHES.forEach(({ name, handle, street }, position) => {
    const id = chance.id(begun)
    world.branches.push({ id, handle, name })
    rows.add('branch', {
      id,
      handle,
      name,
      zone: null,
      address: `${street}, Harbor County`,
      position,
      version: 1,
      created_at: begun,
      created_by: personOf(world, 'ana@harbor.example'),
      updated_at: begun,
    })
  })
  addAreas(world)
  for (const { email, branches } of PEOPLE)
    for (const one of branches ?? [])
      rows.add('membership_branch', { person_id: personOf(world, email), branch_id: branchOf(world, one) })
  addChannels(world, seal)
  addHours(world)
  addClosures(world)
  addInvitations(world)
}

function addChannels(world: World, seal: (channel: string) => Buffer): void {
  const { rows, chance } = world
  const ana = personOf(world, 'ana@harbor.example')
  for (const { key, network, name, handle, manual, state, standing, ...more } of CHANNELS) {
    const id = chance.id(ago(world, 399))
    world.channels[key as ChannelKey] = id
    rows.add('channel', {
      id,
      network,
      name,
      handle,
      url: 'url' in more ? more.url : null,
      state,
      standing,
      manual,
      role_address: key === 'parents' ? 'social@harbor.example' : null,
      version: 1,
      created_at: ago(world, 399),
      created_by: ana,
    })
    if (manual || key === 'page') continue
    const server = `https://${network}.harbor.example`
    const account_id = key === 'sky' ? 'did:plc:demonstrationharbor' : '1'
    rows.add('connection', {
      channel_id: id,
      server,
      account_id,
      handle,
      secret: seal(id),
      told: {},
      state: 'well',
      checked_at: ago(world, 0),
      connected_by: ana,
      connected_at: ago(world, 398),
    })
    rows.add('remote_account', {
      network,
      server,
      account_id,
      library_id: world.library,
      channel_id: id,
    })
  }
}

const week = (days: readonly (readonly [number, string, string])[]): Span[] =>
  days.map(([day, opens, closes]) => ({ day, opens, closes }))
const WEEKS = {
  large: week([
    [1, '09:00', '20:00'],
    [2, '09:00', '20:00'],
    [3, '09:00', '20:00'],
    [4, '09:00', '20:00'],
    [5, '09:00', '18:00'],
    [6, '10:00', '17:00'],
    [7, '13:00', '17:00'],
  ]),
  middle: week([
    [1, '10:00', '18:00'],
    [2, '10:00', '20:00'],
    [3, '10:00', '18:00'],
    [4, '10:00', '20:00'],
    [5, '10:00', '18:00'],
    [6, '10:00', '16:00'],
  ]),
  small: week([
    [2, '12:00', '18:00'],
    [3, '10:00', '13:00'],
    [3, '14:00', '18:00'],
    [4, '12:00', '19:00'],
    [6, '10:00', '14:00'],
  ]),
}

function addHours({ rows, end, ...world }: World): void {
  const year = Number(dayOf(end).slice(0, 4))
  const regular = { regular: WEEKS.middle, seasons: [] }
  rows.add('hours', { branch_id: null, week: regular, version: 1, updated_at: end, updated_by: world.people[0]!.id })
  for (const { handle, size } of BRANCHES) {
    const summer = {
      name: 'Summer',
      from: `${year}-06-20`,
      until: `${year}-08-31`,
      spans: WEEKS[size].filter(({ day }) => day !== 7),
    }
    const branch_id = world.branches.find((one) => one.handle === handle)!.id
    rows.add('hours', {
      branch_id,
      week: { regular: WEEKS[size], seasons: size === 'small' ? [] : [summer] },
      version: 2,
      updated_at: new Date(end.getTime() - 90 * 86_400_000),
      updated_by: world.people[0]!.id,
    })
  }
}

/** Fixed feasts only: those that move are proposed by the product. */
const FEASTS = [
  ['01-01', 'New Year’s Day'],
  ['06-19', 'Juneteenth'],
  ['07-04', 'Independence Day'],
  ['11-11', 'Veterans Day'],
  ['12-24', 'Christmas Eve'],
  ['12-25', 'Christmas Day'],
] as const

function addClosures(world: World): void {
  const { rows, chance, end } = world
  const add = (branch: string | null, first: string, last: string, reason: string, yearly = false) =>
    rows.add('closure', {
      id: chance.id(ago(world, 200)),
      branch_id: branch,
      first,
      last,
      starts: null,
      ends: null,
      reason,
      yearly,
      created_at: ago(world, 200),
      created_by: world.people[0]!.id,
    })
  const year = Number(dayOf(end).slice(0, 4)) - 1
  for (const [date, reason] of FEASTS) add(null, `${year}-${date}`, `${year}-${date}`, reason, true)
  add(branchOf(world, 'mill-creek'), dayFrom(world, 9), dayFrom(world, 13), 'New carpet in the reading room')
  add(branchOf(world, 'tern-island'), dayFrom(world, 20), dayFrom(world, 27), 'The ferry is in dry dock')
  add(branchOf(world, 'granite-hill'), dayFrom(world, -62), dayFrom(world, -60), 'Furnace replaced')
  rows.add('closure', {
    id: chance.id(ago(world, 20)),
    branch_id: null,
    first: dayFrom(world, 16),
    last: dayFrom(world, 16),
    starts: '09:00',
    ends: '12:00',
    reason: 'Staff morning: all branches open at noon',
    yearly: false,
    created_at: ago(world, 20),
    created_by: world.people[1]!.id,
  })
}

/** The time of day at which somebody was invited. */
export const INVITED = '14:20'
function addInvitations(world: World): void {
  const { rows, chance } = world
  const invite = (email: string, name: string, role: string, sent: number, lasts: number) => {
    const at = localTime(world, -sent, INVITED)
    rows.add('one_time_link', {
      id: chance.id(at),
      hash: Buffer.from(Array.from({ length: 32 }, () => chance.between(0, 255))),
      purpose: 'join',
      email,
      name,
      role,
      created_by: world.people[0]!.id,
      created_at: at,
      expires_at: localTime(world, lasts - sent, INVITED),
      mailed_at: at,
    })
  }
  invite('lena@harbor.example', 'Lena Forsythe', 'member', 1, 7)
  invite('desk@eastgate.harbor.example', 'Eastgate desk', 'member', 30, 7)
}

/** As every library begins, and one that it added since. */
function addAreas({ rows, end, areas, people }: World): void {
  // Beside the chance that the rest is made with, so that what happened in the year does not hang on how many areas there are.
  const chance = makeChance(end.getTime())
  const begun = new Date(end.getTime() - 390 * 86_400_000)
  for (const [position, name] of [...DEFAULT_AREAS, 'The harbor and the sea'].entries()) {
    const id = chance.id(begun)
    areas.set(name, id)
    const row = { id, name, position, version: 1, created_at: begun, created_by: people[0]!.id, updated_at: begun }
    rows.add('content_area', row)
  }
}
