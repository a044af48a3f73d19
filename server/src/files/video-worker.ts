/** The thread that reads one video, and ends. What it says is all that its parent trusts. */
import { parentPort, workerData } from 'node:worker_threads'
import { copyVideo, type VideoFacts, VideoRefusal } from './video-copy.ts'

export type Said =
  | { is: 'copied'; facts: VideoFacts }
  | { is: 'refused'; code: VideoRefusal['code']; kept: string | null }
  /** `code`: the operating system's, where it was that. */
  | { is: 'broken'; code: string | null }

const { from, to } = workerData as { from: string; to: string }
const say = (said: Said) => parentPort?.postMessage(said)
copyVideo(from, to).then(
  (facts) => say({ is: 'copied', facts }),
  (error: NodeJS.ErrnoException) =>
    error instanceof VideoRefusal
      ? say({ is: 'refused', code: error.code, kept: error.is })
      : say({ is: 'broken', code: error.code ?? null }),
)
