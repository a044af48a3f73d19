/** Notices that stand, and the log of who did what. Letters count as sent: none leaves. */
import { INVITED } from './house.ts'
import { localTime, personOf, type World } from './world.ts'

export function raise(
  world: World,
  { kind, subject, at, person }: { kind: string; subject: { kind: string; id: string }; at: Date; person: string },
): void {
  world.rows.add('notice', {
    id: world.chance.id(at),
    once: `${kind}:${subject.id}`,
    kind,
    grave: !kind.endsWith('person'),
    person_id: person,
    subject,
    at,
    mailed_at: at,
  })
}

/** @param actor email of whoever did it */
export function log(
  world: World,
  at: Date,
  actor: string,
  verb: string,
  subject: { kind: string; id: string },
  detail: object = {},
): void {
  world.rows.add('audit', {
    id: world.chance.id(at),
    at,
    actor: { kind: 'person', id: personOf(world, actor) },
    verb,
    subject,
    detail,
  })
}

/** Of the last month, what a library's log is full of. */
export function addLog(world: World): void {
  const month = world.end.getTime() - 30 * 86_400_000
  for (const post of world.rows.of('post')) {
    const at = post.created_at as Date
    if (at.getTime() < month || at > world.end) continue
    const who = world.people.find(({ id }) => id === post.created_by)!.email
    log(world, at, who, 'createPost', { kind: 'post', id: String(post.id) })
    if (post.latest === 1)
      log(world, new Date(Math.min(at.getTime() + 900_000, world.end.getTime())), who, 'submitPost', {
        kind: 'post',
        id: String(post.id),
      })
  }
  const ana = 'ana@harbor.example'
  const on = (days: number, time: string) => localTime(world, -days, time)
  for (const { id } of world.branches.slice(0, 3)) log(world, on(6, '09:40'), ana, 'saveHours', { kind: 'branch', id })
  log(world, on(12, '15:25'), ana, 'updateChannel', { kind: 'channel', id: world.channels.left }, { state: 'retired' })
  log(world, on(1, INVITED), ana, 'invite', { kind: 'library', id: world.library })
}
