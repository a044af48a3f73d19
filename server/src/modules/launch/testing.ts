/** For tests of being forgotten: somebody with a name that stands nowhere else, a long time of hers, and a search through the whole database. */
import type { Actor, Ctx } from '#app/ctx.ts'
import { once } from '#app/http/idempotency.ts'
import { Problem } from '#app/problem.ts'
import type { TestHouse, TestLibrary } from '#app/testing.ts'
import { inTx } from '#app/tx.ts'
import type { Role } from '#db/schema/library.ts'
import { createPost } from '#modules/content/create-post.ts'
import { beat } from '#modules/content/presence.ts'
import { body } from '#modules/content/testing.ts'
import { askEmailChange } from '#modules/library/change-email.ts'
import { invite } from '#modules/library/invitations.ts'
import { createKey } from '#modules/library/keys.ts'
import { join } from '#modules/library/links.ts'
import { removeMember } from '#modules/library/members.ts'
import { addPasskey, beginPasskey } from '#modules/library/passkeys.ts'
import { askReset } from '#modules/library/reset.ts'
import { beginSecondStep, confirmSecondStep } from '#modules/library/second-step.ts'
import { signIn } from '#modules/library/sign-in.ts'
import { type MailedHouse, mailedHouse, tokenIn } from '#modules/library/testing.ts'
import { type Authenticator, authenticator, PLACE } from '#modules/library/testing-authenticator.ts'
import { raiseNotice } from '#modules/notices/raise.ts'

export const PASSWORD = 'four words are enough'
let counter = 0

export interface Leaver {
  id: string
  name: string
  email: string
  ctx: Ctx
}

/** Comes in by an invitation, as everybody does. */
export async function comesIn(house: MailedHouse, to: TestLibrary, role: Role = 'member'): Promise<Leaver> {
  counter += 1
  const [name, email] = [`Ines Lindqvist-${counter}`, `ines.${counter}@fjord.example`]
  await invite(to.ctx, { email, name, role }, PLACE)
  const token = tokenIn(house.letters.findLast((letter) => letter.to === email)!.text)
  const made = await join(house.nobody(), { token, name, password: PASSWORD, userAgent: `Firefox of ${name}` })
  const actor = { kind: 'person', id: made.person, name, role, installationAdministrator: false } as const
  return { id: made.person, name, email, ctx: { ...to.ctx, actor: await here(house, actor) } }
}

/** With the session that was opened last, as a browser has it. */
export async function here(house: TestHouse, actor: Omit<Extract<Actor, { kind: 'person' }>, 'sessionId'>) {
  const [row] = await house.database.rows('select id from session where person_id = $1 order by id desc limit 1', [
    actor.id,
  ])
  return { ...actor, sessionId: String(row?.id) }
}

/** All that somebody leaves behind in a year, in one go. Answers what could still be tried afterwards. */
export async function livesHere(house: MailedHouse, leaver: Leaver, mine: TestLibrary) {
  const { ctx, name, email, id } = leaver
  const device: Authenticator = authenticator()
  const passkey = device.register(await beginPasskey(ctx, PLACE))
  await addPasskey(ctx, { name: `Phone of ${name}`, passkey }, PLACE)
  await beginSecondStep(ctx, PLACE)
  await house.database.rows('update totp set confirmed_at = now() where person_id = $1', [id])
  await house.database.rows(`insert into recovery_code (person_id, hash) values ($1, 'x')`, [id])
  await askEmailChange(ctx, `second.${email}`, PLACE)
  await (await askReset(house.nobody(), email, '192.0.2.7', PLACE)).sent
  const where = { sharedComputer: false, address: '192.0.2.7', userAgent: 'test' }
  await signIn(house.nobody(), { email, password: 'a wrong one', ...where }).catch(() => {})
  await confirmSecondStep(ctx, '000000').catch(() => {})
  const { id: post } = await createPost(ctx, body({ text: 'Story time is back.' }))
  await beat(ctx, post, 'tab-one-of-hers', 'text')
  await once(ctx, `key-of-her-${counter}`, '/posts', {}, false, async () => ({
    status: 201,
    body: { by: { id, name } },
  }))
  const key = await createKey(
    { ...ctx, actor: { ...ctx.actor, role: 'administrator' } as Actor },
    { name: `Script of ${name}`, scopes: ['read'], expiresAt: null },
  ).catch(() => null)
  await inTx(mine.job, 'test', async (tx) => {
    const subject = { kind: 'post', id: post }
    const notice = await raiseNotice(tx, { once: post, kind: 'delivery.held', subject, person: id })
    for (const recipient of [email, `her.old.${email}`, 'desk@harbor.example'])
      await tx.db
        .insertInto('notice_mail')
        .values({ library_id: mine.library.id, notice_id: notice!, recipient, sent_at: tx.now })
        .execute()
    await tx.db
      .insertInto('pending_sign_in')
      .values({
        library_id: mine.library.id,
        state_hash: Buffer.from(id),
        person_id: id,
        network: 'memory',
        server: 'https://x.example',
        channel_id: null,
        name: `Feed of ${name}`,
        verifier: Buffer.from('sealed'),
        created_at: tx.now,
      })
      .execute()
  })
  return { device, post, key }
}

/** Tables of the whole database in which one of the words stands, in any letters, however deep. As `table: row`. */
export async function findAnywhere(house: TestHouse, words: string[]): Promise<string[]> {
  const tables = await house.database.rows(
    `select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname not in ('pg_catalog', 'information_schema') order by 1`,
  )
  const each = tables.map(
    ({ name }) =>
      `select '${name}: ' || row_to_json(t)::text as row from ${name} t where row_to_json(t)::text ilike any ($1)`,
  )
  const rows = await house.database.rows(each.join(' union all '), [words.map((word) => `%${word}%`)])
  return rows.map(({ row }) => String(row)).sort()
}

/** A house whose letters are kept, and what its tests of being forgotten ask again and again. */
export async function forgettingHouse() {
  const house = await mailedHouse({ env: { SHELFTALKER_PUBLIC_URL: PLACE } })
  return Object.assign(house, {
    /** Keeps the installation, and stands beside any library. */
    async keeper(): Promise<Ctx> {
      const { person, ctx } = await house.library()
      await house.database.rows('update person set installation_administrator = true where id = $1', [person])
      const actor = { ...ctx.actor, role: null, installationAdministrator: true } as Actor
      return { ...ctx, library: null, actor }
    },
    /** Somebody who left a library that she alone belonged to. */
    async left(role: Role = 'member') {
      const mine = await house.library()
      const leaver = await comesIn(house, mine, role)
      await removeMember(mine.ctx, leaver.id)
      return { mine, leaver }
    },
    async personRow(id: string): Promise<Record<string, unknown>> {
      const [row] = await house.database.rows(
        'select name, email, password_hash, language, installation_administrator as keeps, left_at is not null as anonymous from person where id = $1',
        [id],
      )
      return row!
    },
    logOf: (of: TestLibrary) =>
      house.database.rows(`select actor, subject, detail from audit where library_id = $1 and verb = 'forgetPerson'`, [
        of.library.id,
      ]),
  })
}
export type ForgettingHouse = Awaited<ReturnType<typeof forgettingHouse>>

/** As she comes when she belongs nowhere any more. */
export const herself = ({ ctx }: Leaver): Ctx => ({
  ...ctx,
  library: null,
  actor: { ...ctx.actor, role: null } as Actor,
})
export const refused = (kind: string, code?: string) => (error: unknown) =>
  error instanceof Problem && error.kind === kind && (code === undefined || error.extra.code === code)
export const ANONYMOUS = {
  name: 'A former colleague',
  email: null,
  password_hash: null,
  language: 'en',
  keeps: false,
  anonymous: true,
}
