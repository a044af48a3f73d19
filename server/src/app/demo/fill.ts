/** Puts the demonstration into an installation that is empty, once. */
import { randomBytes } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { Deps } from '#app/ctx.ts'
import type { PgConfig } from '#db/client.ts'
import { ownOrigin, sealSecret } from '#modules/channels/index.ts'
import { hashPassword } from '#modules/library/index.ts'
import { makeDemo } from './make-demo.ts'
import { type Drawn, drawPictures } from './pictures.ts'
import { PASSWORD } from './places.ts'
import { writeRows } from './write.ts'

export interface Filling {
  seed: number
  /** The last moment of its past; the database's time where not given. */
  end?: Date
}

/** @returns false where it was filled before. Pictures come first: a crash leaves bytes that nobody names, and no row without its bytes. */
export async function fillDemo(deps: Deps, owner: PgConfig, { seed, end }: Filling): Promise<boolean> {
  const { filled, now } = await standing(owner)
  if (filled) return false
  const [pictures, password] = await Promise.all([drawPictures(), hashPassword(PASSWORD)])
  const ctx = { ...deps, library: null, actor: { kind: 'job', name: 'demo' }, tx: null } as const
  const { rows, library } = makeDemo({
    seed,
    end: end ?? now,
    password,
    pictures,
    origin: ownOrigin(deps.config),
    // Sealed as a real one, and of no use to anybody.
    seal: (channel) => sealSecret(ctx, channel, { accessToken: `demonstration-${randomBytes(8).toString('hex')}` }),
  })
  for (const one of pictures) await store(deps, library, one)
  await writeRows(owner, rows)
  return true
}

async function standing(owner: PgConfig): Promise<{ filled: boolean; now: Date }> {
  const client = new pg.Client(owner)
  await client.connect()
  try {
    const { rows } = await client.query('select exists (select from app.every_library()) as filled, app.now() as now')
    return rows[0]
  } finally {
    await client.end()
  }
}

async function store(deps: Deps, library: string, { digest, bytes }: Drawn): Promise<void> {
  const path = join(deps.files.scratch(), `demo-${digest}`)
  try {
    await writeFile(path, bytes, { mode: 0o600 })
    await deps.files.put(library, digest, path, 'image/jpeg')
  } finally {
    await rm(path, { force: true })
  }
}
