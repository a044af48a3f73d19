/** What an archive holds: README.txt, head.json, tables/<name>/<number>.copy, files/<library>/<key>, and manifest.json as its seal. */
import { z } from 'zod'

/** Raised when an older program could not read what we write. */
export const FORMAT = 1

/** Rows are cut into pieces of this size, since tar wants to know a length before the bytes. In bytes. */
export const PIECE_BYTES = 4 * 1024 * 1024

const name = z.string().regex(/^[a-z_][a-z0-9_]*$/)
const digest = z.string().regex(/^[0-9a-f]{64}$/)
const library = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
const key = z.string().regex(/^sha256-[0-9a-f]{64}$/)

export const headSchema = z.object({
  format: z.literal(FORMAT),
  /** Version of Shelftalker that wrote it. */
  program: z.string(),
  takenAt: z.iso.datetime(),
  installation: z.uuid(),
  schema: z.array(z.object({ number: z.number().int(), name: z.string(), digest })).min(1),
  /** In the order in which they can be loaded. */
  tables: z.array(z.object({ name, columns: z.array(name).min(1) })),
  /** Tables that are not in it, and why. */
  leftOut: z.record(z.string(), z.string()),
})
export type Head = z.infer<typeof headSchema>

export const manifestSchema = z.object({
  tables: z.record(name, z.object({ rows: z.number().int().min(0), digest })),
  counters: z.record(z.string().regex(/^[a-z_][a-z0-9_]*\.[a-z_][a-z0-9_]*$/), z.string().regex(/^\d+$/)),
  files: z.array(z.object({ library, key, mime: z.string(), bytes: z.number().int().min(0) })),
  /** Files that rows name and the store could not give, and why. */
  missing: z.array(z.object({ library, key, why: z.string() })),
})
export type Manifest = z.infer<typeof manifestSchema>

export const TABLE_PIECE = /^tables\/([a-z_][a-z0-9_]*)\/\d{6}\.copy$/
export const FILE = /^files\/([0-9a-f-]{36})\/(sha256-[0-9a-f]{64})$/
export const placeOfPiece = (table: string, piece: number) => `tables/${table}/${String(piece).padStart(6, '0')}.copy`
export const placeOfFile = (file: { library: string; key: string }) => `files/${file.library}/${file.key}`

export const readme = (
  head: Head,
): string => `A backup of Shelftalker, taken at ${head.takenAt} by version ${head.program}.

Bring it back with:  npm run restore -- --from THIS_FILE --data NEW_FOLDER

NOT in it, on purpose:
- The folder "keys" of the data folder: the encryption key, the database's passwords. The sign-ins of your channels are in
  here, but encrypted; without that key nobody can open them, you included. Keep a copy of the folder in another safe place.
- ${Object.entries(head.leftOut)
  .map(([table, why]) => `${table}: ${why}.`)
  .join('\n- ')}

It holds what the libraries wrote, names and addresses of the people who work with it, and their passwords as hashes. Keep it
as you keep the data itself.
`
