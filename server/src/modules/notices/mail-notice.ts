import { sql } from 'kysely'
import { type Ctx, libraryOf } from '#app/ctx.ts'
import { inTx, look } from '#app/tx.ts'
import { type LetterFacts, letterOf } from './letter.ts'
import { isNoticeKind, type Recipient, recipientsOf } from './notices.rules.ts'
import { libraryFacts, standingOf, stillSo } from './standing.view.ts'

/** For how long an address is ours to write to; longer than any mail server takes. */
const CLAIM = sql`interval '5 minutes'`

/**
 * Sends a notice to everybody who should get it and has not yet. Nothing is sent when it is settled meanwhile.
 * Throws when a letter could not be sent, after the others were tried; running it again goes on where it stopped.
 */
export async function mailNotice(ctx: Ctx, { notice }: { notice: string }): Promise<void> {
  const found = await look(ctx, (tx) => factsOf(tx, notice))
  if (!found) return
  // Without a mail server nobody gets a letter: it is noted in the log, and nothing claims that it was sent.
  if (ctx.mail.kind === 'log') {
    for (const recipient of found.recipients) await ctx.mail.send(letterOf(found.facts, recipient))
    return
  }
  const troubles: unknown[] = []
  for (const recipient of found.recipients) {
    const claimed = await claim(ctx, notice, recipient)
    // Also what a killed run left: its claim ends, and then the letter is ours. Until then this is not done.
    if (claimed === 'busy') troubles.push(new Error('another run is writing this letter'))
    if (claimed !== 'mine') continue
    try {
      await ctx.mail.send(letterOf(found.facts, recipient))
      await mark(ctx, notice, recipient, sql`sent_at = app.now()`)
    } catch (error) {
      troubles.push(error)
      await mark(ctx, notice, recipient, sql`claimed_until = null`)
    }
  }
  if (troubles.length > 0) throw troubles[0]
  await inTx(ctx, 'noteMailed', async (tx) => {
    tx.about({ kind: 'notice', id: notice })
    await sql`update notice set mailed_at = coalesce(mailed_at, app.now()) where library_id = ${libraryOf(tx).id} and id = ${notice}
      and not exists (select 1 from notice_mail m where m.library_id = notice.library_id and m.notice_id = notice.id and m.sent_at is null)`.execute(
      tx.db,
    )
  })
}

async function factsOf(
  tx: Parameters<typeof libraryFacts>[0],
  notice: string,
): Promise<{ facts: LetterFacts; recipients: Recipient[] } | null> {
  const row = (
    await sql<{
      kind: string
      subject: { kind: string; id: string }
      person: string | null
    }>`select n.kind, n.subject, n.person_id as person from notice n
      where n.library_id = ${libraryOf(tx).id} and n.id = ${notice} and n.settled_at is null and ${stillSo}`.execute(
      tx.db,
    )
  ).rows[0]
  if (!row || !isNoticeKind(row.kind)) return null
  const standing = await standingOf(tx, row.kind, row.subject, row.person)
  if (!standing) return null
  const library = await libraryFacts(tx)
  const networkName = tx.networks.get(standing.network)?.facts.name ?? standing.network
  return {
    facts: { notice, kind: row.kind, standing, library, networkName, publicUrl: tx.config.publicUrl },
    recipients: recipientsOf(row.kind, { ...standing, ...library }),
  }
}

const claim = (ctx: Ctx, notice: string, { email }: Recipient): Promise<'mine' | 'sent' | 'busy'> =>
  inTx(ctx, 'claimLetter', async (tx) => {
    tx.about({ kind: 'notice', id: notice })
    const of = libraryOf(tx).id
    const done = await sql`insert into notice_mail as m (library_id, notice_id, recipient, claimed_until)
      values (${of}, ${notice}, ${email}, app.now() + ${CLAIM})
      on conflict (library_id, notice_id, recipient) do update set claimed_until = excluded.claimed_until
        where m.sent_at is null and coalesce(m.claimed_until, '-infinity') <= app.now()`.execute(tx.db)
    if (done.numAffectedRows === 1n) return 'mine'
    const { rows } = await sql<{ sent: boolean }>`select sent_at is not null as sent from notice_mail
      where library_id = ${of} and notice_id = ${notice} and recipient = ${email}`.execute(tx.db)
    return rows[0]?.sent ? 'sent' : 'busy'
  })

const mark = (ctx: Ctx, notice: string, { email }: Recipient, change: ReturnType<typeof sql>): Promise<void> =>
  inTx(ctx, 'markLetter', async (tx) => {
    tx.about({ kind: 'notice', id: notice })
    await sql`update notice_mail set ${change} where library_id = ${libraryOf(tx).id} and notice_id = ${notice} and recipient = ${email}`.execute(
      tx.db,
    )
  })
