/**
 * A video service by contract: takes a video with a token of the account's own server, works on it as long as it is told to, and lays
 * it into that server with the same token, as Bluesky's own does (lexicons app.bsky.video.*). Nothing is encoded. Loopback only.
 */
import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

interface VideoSwitches {
  /** How often a job is asked after before it is done; 0: it is done with the upload. */
  asks: number
  /** What the next jobs end as; null: well. */
  fails: 'validation_failure' | 'encoding_failure' | 'pds_upload_failure' | null
  limits: { canUpload: boolean; remainingDailyVideos?: number; remainingDailyBytes?: number; message?: string }
  /** The next answers to these methods are no answers, and hold what was sent to show who asks. */
  garbage: Set<string>
  /** The next answers to these methods are 503. */
  down: Set<string>
  /** The connection breaks after an upload was taken: the answer is lost. */
  hangsUpAfterUpload: boolean
  /** The answer to an upload without its wrap, as the service was seen to give it. */
  bare: boolean
}
interface VideoJob {
  jobId: string
  did: string
  digest: string
  bytes: Buffer
  token: string
  asksLeft: number
  fails: VideoSwitches['fails']
  blob: unknown
}
export interface VideoPeer {
  url: string
  switches: VideoSwitches
  /** In the order in which they were taken. */
  jobs: VideoJob[]
  /** Uploads that arrived, those of known videos too. */
  uploads: number
  /** What the tokens of uploads and of limits said, and the tokens as they came. */
  tokens: { aud: string; lxm: string; iss: string; raw: string }[]
  forget(): void
  stop(): Promise<void>
}

/** @param pds origin of the server that accounts live on, or where to find it once it stands */
export async function startVideoPeer(pds: string | (() => string)): Promise<VideoPeer> {
  const home = typeof pds === 'string' ? () => pds : pds
  const peer: VideoPeer = {
    url: '',
    jobs: [],
    uploads: 0,
    tokens: [],
    switches: {
      asks: 1,
      fails: null,
      limits: { canUpload: true, remainingDailyVideos: 25, remainingDailyBytes: 10_000_000_000 },
      garbage: new Set(),
      down: new Set(),
      hangsUpAfterUpload: false,
      bare: false,
    },
    forget: () => {
      peer.jobs.length = 0
    },
    stop: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
  const server = createServer((request, response) => {
    handle(peer, home(), request, response).catch((error: unknown) => answer(response, 500, { error: String(error) }))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  peer.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return peer
}

async function handle(peer: VideoPeer, pds: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', peer.url)
  const nsid = url.pathname.slice('/xrpc/'.length)
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const { switches } = peer
  const token = request.headers.authorization?.replace(/^Bearer /, '') ?? null
  if (switches.down.delete(nsid)) return answer(response, 503, { error: 'UpstreamFailure' })
  if (switches.garbage.delete(nsid)) {
    saidBy(peer, token)
    const page = `<h1>Not what you asked for</h1><p>${request.headers.authorization}</p>`
    return void response.writeHead(200, { 'content-type': 'text/html' }).end(page)
  }
  if (nsid === 'app.bsky.video.getUploadLimits') {
    if (!says(peer, token, `did:web:127.0.0.1`, nsid)) return answer(response, 401, { error: 'AuthMissing' })
    return answer(response, 200, switches.limits)
  }
  if (nsid === 'app.bsky.video.uploadVideo' && request.method === 'POST') {
    const did = url.searchParams.get('did') ?? ''
    if (!says(peer, token, null, 'com.atproto.repo.uploadBlob', did))
      return answer(response, 401, { error: 'AuthMissing' })
    return take(peer, pds, did, token!, Buffer.concat(chunks), response)
  }
  if (nsid === 'app.bsky.video.getJobStatus') {
    const job = peer.jobs.find((one) => one.jobId === url.searchParams.get('jobId'))
    if (!job) return answer(response, 404, { error: 'JobNotFound', message: 'job not found' })
    await work(job, pds)
    return answer(response, 200, { jobStatus: render(job) })
  }
  answer(response, 501, { error: 'MethodNotImplemented', message: 'Method Not Implemented' })
}

async function take(
  peer: VideoPeer,
  pds: string,
  did: string,
  token: string,
  bytes: Buffer,
  response: ServerResponse,
): Promise<void> {
  const { switches } = peer
  peer.uploads += 1
  if (bytes.toString('latin1', 4, 8) !== 'ftyp')
    return answer(response, 400, { error: 'InvalidRequest', message: 'the file is not a video' })
  const digest = createHash('sha256').update(bytes).digest('hex')
  const known = peer.jobs.find((one) => one.did === did && one.digest === digest && one.fails === null)
  if (known) {
    await work(known, pds)
    const said = { ...render(known), error: 'already_exists', message: 'Video already processed' }
    return answer(response, 409, said)
  }
  const job: VideoJob = {
    jobId: randomUUID(),
    did,
    digest,
    bytes,
    token,
    asksLeft: switches.asks,
    fails: switches.fails,
    blob: null,
  }
  peer.jobs.push(job)
  if (switches.asks === 0) await work(job, pds)
  if (switches.hangsUpAfterUpload) {
    switches.hangsUpAfterUpload = false
    return void response.socket?.destroy()
  }
  answer(response, 200, switches.bare ? render(job) : { jobStatus: render(job) })
}

/** One step on; the last lays it into the account's own server with the token that came with it. */
async function work(job: VideoJob, pds: string): Promise<void> {
  if (job.blob || (job.asksLeft > 0 && --job.asksLeft > 0)) return
  if (job.fails !== null) return
  const laid = await fetch(`${pds}/xrpc/com.atproto.repo.uploadBlob`, {
    method: 'POST',
    headers: { authorization: `Bearer ${job.token}`, 'content-type': 'video/mp4' },
    body: new Uint8Array(job.bytes),
  })
  const said = (await laid.json()) as { blob?: unknown }
  if (!laid.ok || !said.blob) job.fails = 'pds_upload_failure'
  else job.blob = said.blob
}

function render({ jobId, did, blob, fails, asksLeft }: VideoJob) {
  if (blob) return { jobId, did, state: 'JOB_STATE_COMPLETED', progress: 100, blob }
  if (fails !== null && asksLeft === 0)
    return { jobId, did, state: 'JOB_STATE_FAILED', failureCode: fails, error: fails, message: `It failed: ${fails}` }
  return { jobId, did, state: 'JOB_STATE_ENCODING', progress: 30 }
}

/** What a token of the account's server says of itself; whether the server made it is seen when the blob is laid there. */
function says(peer: VideoPeer, token: string | null, audience: string | null, method: string, did?: string): boolean {
  const said = saidBy(peer, token)
  const now = Date.now() / 1000
  return (
    said?.lxm === method &&
    (audience === null || said.aud === audience) &&
    (did === undefined || said.iss === did) &&
    Number(said.exp) > now
  )
}

/** null: it is no token. */
function saidBy(peer: VideoPeer, token: string | null): Record<string, string> | null {
  try {
    const said = JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString()) as Record<string, string>
    peer.tokens.push({ aud: String(said.aud), lxm: String(said.lxm), iss: String(said.iss), raw: token ?? '' })
    return said
  } catch {
    return null
  }
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
