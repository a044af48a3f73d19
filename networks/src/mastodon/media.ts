/** Pictures and videos go up before the post, invisible until it names them. Repeatable: what stands is asked for, what is missing is uploaded. */
import { z } from 'zod'
import { UPLOAD_MS } from '../failure.ts'
import { multipart } from '../multipart.ts'
import type { Account, Answer, Call, Failure, MediaPart, Part, Prepared as Progress } from '../port.ts'
import { ask, type Reply, type Server, serverOf } from './ask.ts'
import { MediaAnswer, Prepared } from './wire.ts'

type State = z.infer<typeof Prepared>
type Upload = State['uploads'][number]

/** First pause before asking whether a picture is processed; doubled each time, up to the longest. */
const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 30_000

/** Uploads what `soFar` lacks, asks after what is being processed. `prepared` names one media id for each picture, in order. */
export async function prepare(call: Call, account: Account, part: Part, soFar: unknown): Promise<Answer<Progress>> {
  const at = serverOf(account)
  const before = Prepared.safeParse(soFar)
  const state: State = { uploads: [], asked: before.success ? before.data.asked : 0 }
  for (const [n, picture] of part.media.entries()) {
    const old = before.success ? before.data.uploads[n] : undefined
    const kept = old?.digest === picture.digest ? await look(call, at, old) : null
    const step = kept ?? (await upload(call, at, picture))
    if (!step.ok) return waitOrFail(step.trouble, before.success ? before.data : { uploads: [], asked: 0 }, state)
    state.uploads.push(step.value)
  }
  if (state.uploads.every((one) => one.ready)) return { ok: true, value: { ready: true, prepared: state } }
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(state.asked, 10), LONGEST_PAUSE_MS)
  state.asked += 1
  const askAgainAt = new Date(call.clock().getTime() + pause)
  return { ok: true, value: { ready: false, prepared: state, askAgainAt } }
}

/** A limit in the middle of an album keeps what is already up: uploads are scarce (30 in 30 minutes). */
function waitOrFail(failure: Failure, before: State, now: State): Answer<Progress> {
  if (failure.trouble.kind !== 'too-fast' || now.uploads.length === 0) return { ok: false, trouble: failure }
  const uploads = before.uploads.length > now.uploads.length ? before.uploads : now.uploads
  const prepared = { uploads, asked: now.asked }
  return { ok: true, value: { ready: false, prepared, askAgainAt: failure.trouble.retryAt } }
}

type Step = { ok: true; value: Upload } | { ok: false; trouble: Failure }

/** Null if the server no longer has it: unattached pictures are swept after a day. */
async function look(call: Call, at: Server, old: Upload): Promise<Step | null> {
  if (old.ready) return { ok: true, value: old }
  const answer = await ask(call, at, { path: `/api/v1/media/${old.id}`, statuses: [200, 206], guard: z.unknown() })
  if (answer.ok) return { ok: true, value: { ...old, ready: answer.response.status === 200 } }
  return answer.trouble.trouble.kind === 'gone' ? null : answer
}

async function upload(call: Call, at: Server, picture: MediaPart): Promise<Step> {
  const { mime, alt, focus, bytes } = picture
  const fields = { ...(alt && { description: alt }), ...(focus && { focus: `${focus.x},${focus.y}` }) }
  const name = `${picture.video ? 'video' : 'picture'}.${mime.replace(/^.*\//, '').replace('jpeg', 'jpg')}`
  const send = async (path: string): Promise<Reply<{ id: string }>> => {
    const { headers, body: stream } = multipart(fields, { name, mime, length: bytes, open: () => picture.open() })
    const statuses = [200, 202]
    return ask(call, at, { method: 'POST', path, headers, stream, statuses, guard: MediaAnswer, mostMs: UPLOAD_MS })
  }
  let answer = await send('/api/v2/media')
  // Servers that have only the older, synchronous way.
  if (!answer.ok && answer.trouble.trouble.kind === 'gone') answer = await send('/api/v1/media')
  if (!answer.ok) return answer
  const { value, response } = answer
  return { ok: true, value: { digest: picture.digest, id: value.id, ready: response.status === 200 } }
}
