/** Before the visible act: signed in, pictures uploaded, a video worked on, mentions resolved, the record built. All of it may be repeated. */
import type { JsonObject } from '@shelftalker/shared/json.ts'
import { bad, good, type Outcome } from '@shelftalker/shared/outcome.ts'
import { failed, UPLOAD_MS } from '../failure.ts'
import type { Account, Answer, Call, Failure, MediaPart, Part, Prepared, Publish } from '../port.ts'
import { captionsOf, embedOf, filmOf, picturesOf, recordOf, refusal } from './record.ts'
import { handlesIn } from './richtext.ts'
import { signedIn, withSession } from './session.ts'
import { videoState, videoStep } from './video.ts'
import { blob, resolved } from './wire.ts'
import { ask } from './xrpc.ts'

/**
 * A PDS may throw away an upload that no record mentions after some minutes (lexicon com.atproto.repo.uploadBlob).
 * Younger uploads are trusted; the same bytes give the same reference, so an upload more changes nothing.
 */
const UPLOAD_TRUSTED_MS = 5 * 60_000

interface Upload {
  blob: JsonObject
  at: string
}

/** `prepare` with the video service that stands at this origin. */
export const preparing =
  (service: string): Publish['prepare'] =>
  (call, account, part, soFar) =>
    prepare(call, account, part, soFar, service)

/** Uploads go in order: together they would renew one session several times. */
async function prepare(
  call: Call,
  account: Account,
  part: Part,
  soFar: JsonObject | null,
  service: string,
): Promise<Answer<Prepared>> {
  const no = refusal(part)
  if (no) return failed(no, { sent: 'none', rejected: false })
  const session = await signedIn(call, account)
  if (!session.ok) return session
  const uploads = { ...uploadsOf(soFar) }
  for (const picture of [...picturesOf(part), ...captionsOf(part)]) {
    const done = uploads[picture.digest]
    if (done && call.clock().getTime() - Date.parse(done.at) < UPLOAD_TRUSTED_MS) continue
    const upload = await uploadOf(call, account, picture)
    if (!upload.ok) return upload
    uploads[picture.digest] = upload.value
  }
  const kept = { uploads: uploads as unknown as JsonObject }
  const film = filmOf(part)
  if (!film) return built(call, account, part, soFar, uploads, kept)
  const known = videoState.safeParse(soFar?.video)
  const step = await videoStep(call, account, service, film, known.success ? known.data : null, UPLOAD_TRUSTED_MS)
  if (!step.ok) return step
  const standing = { ...kept, video: step.value.state as unknown as JsonObject }
  if (!step.value.ready) return good({ ready: false as const, prepared: standing, askAgainAt: step.value.askAgainAt })
  uploads[film.digest] = { blob: step.value.blob, at: step.value.state.at ?? call.clock().toISOString() }
  return built(call, account, part, soFar, uploads, standing)
}

async function built(
  call: Call,
  account: Account,
  part: Part,
  soFar: JsonObject | null,
  uploads: Record<string, Upload>,
  standing: JsonObject,
): Promise<Answer<Prepared>> {
  // A record that stands is never built anew: another answer about a mention would make it another write.
  const before = soFar?.record as JsonObject | undefined
  const record = before ? good(shownAnew(before, part, uploads)) : await build(call, account, part, uploads)
  if (!record.ok) return record
  return good({ ready: true as const, prepared: { ...standing, record: record.value } })
}

/** A video that was sent once more may lie there under another reference; nothing else of the record changes. */
function shownAnew(record: JsonObject, part: Part, uploads: Record<string, Upload>): JsonObject {
  const embed = filmOf(part) && embedOf(part, blobsOf(uploads))
  return embed ? { ...record, embed } : record
}

const blobsOf = (uploads: Record<string, Upload>) =>
  Object.fromEntries(Object.entries(uploads).map(([digest, upload]) => [digest, upload.blob]))

function uploadsOf(soFar: JsonObject | null): Record<string, Upload> {
  return (soFar?.uploads ?? {}) as unknown as Record<string, Upload>
}

async function uploadOf(
  call: Call,
  account: Account,
  picture: Pick<MediaPart, 'mime' | 'read'>,
): Promise<Outcome<Upload, Failure>> {
  const bytes = await picture.read()
  const reply = await withSession(call, account, ({ base, token, secrets }) =>
    ask(call, {
      base,
      nsid: 'com.atproto.repo.uploadBlob',
      body: bytes,
      mime: picture.mime,
      token,
      guard: blob,
      mostMs: UPLOAD_MS,
      secrets,
    }),
  )
  if (!reply.ok) return bad(reply.failure)
  return good({ blob: reply.value.blob, at: call.clock().toISOString() })
}

async function build(
  call: Call,
  account: Account,
  part: Part,
  uploads: Record<string, Upload>,
): Promise<Outcome<JsonObject, Failure>> {
  const dids: Record<string, string> = {}
  for (const handle of handlesIn(part.text)) {
    const reply = await withSession(call, account, ({ base, secrets }) =>
      ask(call, { base, nsid: 'com.atproto.identity.resolveHandle', params: { handle }, guard: resolved, secrets }),
    )
    if (reply.ok) dids[handle] = reply.value.did
    // The server said that there is no such handle (HandleNotFound, or InvalidRequest on servers that ask further): it
    // stays plain. Anything else may be otherwise in a minute.
    else if (reply.failure.trouble.kind !== 'refused') return bad(reply.failure)
  }
  return good(recordOf(part, blobsOf(uploads), dids, shownAt(part, call)))
}

/**
 * Feeds are sorted by the earlier of `createdAt` and the moment of indexing (https://atproto.com/specs/record-key and the
 * AppView's sortAt): a post that was scheduled last week and said so would appear below a week of others. So it is the
 * moment of its first preparing, fixed from then on.
 */
function shownAt(part: Part, call: Call): Date {
  return call.now.getTime() > part.createdAt.getTime() ? call.now : part.createdAt
}
