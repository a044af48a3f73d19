/** What a post shows beside its words, as an adapter gets it. */

/** Words with their times, as plain WebVTT. */
interface CaptionsPart {
  /** BCP 47. */
  language: string
  digest: string
  bytes: number
  read(): Promise<Uint8Array>
}

/** One picture as this network gets it: re-encoded within its limits, metadata stripped. Or a video, as it was taken in. */
export interface MediaPart {
  digest: string
  mime: string
  bytes: number
  width: number
  height: number
  /** Empty only if the person said that the picture is decorative. */
  alt: string
  /** -1…1 from the centre, x to the right and y upward (Mastodon's convention). */
  focus: { x: number; y: number } | null
  /** null: a picture. */
  video: { seconds: number; captions: CaptionsPart[] } | null
  read(): Promise<Uint8Array>
  /** The same bytes one after the other: a video is never held whole. */
  open(): Promise<AsyncIterable<Uint8Array>>
}
