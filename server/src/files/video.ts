/** Videos: what stands in one, and the same pictures and sound in a new file with nothing beside them. Nothing is encoded anew (decision 0020). */
import { Worker } from 'node:worker_threads'
import { Problem } from '#app/problem.ts'
import { inTurn } from './in-turn.ts'
import { FilesTrouble } from './port.ts'
import { FULL } from './trouble.ts'
import { type BoxTrouble, boxTrouble } from './video-boxes.ts'
import type { VideoFacts } from './video-copy.ts'
import type { Said } from './video-worker.ts'

/** By content. All three are one family; what is kept is always MP4. */
export const VIDEO_TYPES = ['video/mp4', 'video/quicktime', 'video/x-m4v'] as const

/** Reading and writing some hundred MB takes seconds; a file that was made to take longer is not waited for. */
const PATIENCE_MS = 60_000
/** Each may take all of this. */
const oneAtATime = inTurn()
const MEMORY = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 }

/**
 * Reads the video at `from` and writes it to `to`: first its index, so that it plays while it loads, then one track of pictures and one of sound.
 * Titles, places, dates, cameras, chapters and further tracks stay behind. It is done in a thread of its own with a bound on memory and time.
 * @throws Problem unsupported-type with the field `file` and the reason: cut off, not H.264 or AAC, without pictures, damaged; FilesTrouble 'full'
 */
export async function rewriteVideo(from: string, to: string, patienceMs = PATIENCE_MS): Promise<VideoFacts> {
  const trouble = await boxTrouble(from)
  if (trouble) throw refuse(trouble === 'cut-off' ? 'cut-off' : 'broken', BOXES[trouble])
  const said = await oneAtATime(() => inThread(from, to, patienceMs))
  if (said.is === 'copied') return said.facts
  if (said.is === 'refused') throw refuse(...reasonFor(said.code, said.kept))
  if (FULL.includes(said.code ?? '')) throw new FilesTrouble('full', 'a video could not be stored')
  throw refuse('broken', 'The video is damaged and cannot be opened.')
}

function inThread(from: string, to: string, patienceMs: number): Promise<Said> {
  const worker = new Worker(new URL('./video-worker.ts', import.meta.url), {
    workerData: { from, to },
    resourceLimits: MEMORY,
    // The library tells the console of each codec that it does not know.
    stdout: true,
    stderr: true,
  })
  return new Promise<Said>((done) => {
    const broken: Said = { is: 'broken', code: null }
    const timer = setTimeout(() => done(broken), patienceMs)
    worker.once('message', (said: Said) => done(said))
    worker.once('error', () => done(broken))
    worker.once('exit', () => {
      clearTimeout(timer)
      done(broken)
    })
  }).finally(() => worker.terminate())
}

const BOXES: Record<BoxTrouble, string> = {
  'cut-off': 'The video is cut off: its end is missing. Copy it from the phone or camera once more.',
  'no-index': 'The video was never finished: nothing in it says where its pictures are.',
  'index-too-large': 'The video cannot be opened: its index is larger than that of any film.',
}
const SAVE_SO = 'Save it as MP4 with H.264 and AAC, which every phone and player knows.'

type Refused = Extract<Said, { is: 'refused' }>
function reasonFor(code: Refused['code'], kept: string | null): [code: string, message: string] {
  const as = kept ?? 'something that we do not know'
  switch (code) {
    case 'no-pictures':
      return [code, 'There are no moving pictures in this file.']
    case 'too-long':
      return [code, 'The video has more pictures than three hours have; cut it first.']
    case 'sound':
      return ['codec', `The sound is kept as ${as}. ${SAVE_SO}`]
    case 'pictures':
      return kept === 'hevc'
        ? [
            'codec',
            `The video is kept as H.265 (HEVC), which many browsers cannot show. ${SAVE_SO} On an iPhone: Settings, Camera, Formats, Most Compatible.`,
          ]
        : ['codec', `The pictures are kept as ${as}. ${SAVE_SO}`]
  }
}

const refuse = (code: string, message: string) =>
  new Problem('unsupported-type', message, { fields: [{ path: 'file', code, message }] })
