/** Reads one video and writes it anew. Runs in a thread of its own (`video-worker.ts`): a lying index keeps a reader busy for hours. */
import {
  EncodedAudioPacketSource,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathSource,
  FilePathTarget,
  Input,
  type InputAudioTrack,
  type InputTrack,
  type InputVideoTrack,
  MP4,
  Mp4OutputFormat,
  Output,
  QTFF,
} from 'mediabunny'
import type { WhatStood } from './what-stood.ts'

/** What is known of a video. Lengths in seconds, sides in pixels as seen. */
export interface VideoFacts {
  seconds: number
  width: number
  height: number
  /** False: there is no sound track at all. */
  sound: boolean
  found: WhatStood
}

/** Three hours at 60 pictures a second, with its sound. A lying index could claim four thousand million. */
const MAX_PACKETS = 1_200_000
const SMALL_CACHE = 4 * 1024 * 1024

/** Why it is not taken; what a person reads stands in `video.ts`. `is`: how its pictures or its sound are kept. */
export class VideoRefusal extends Error {
  readonly code: 'no-pictures' | 'pictures' | 'sound' | 'too-long'
  readonly is: string | null
  constructor(code: VideoRefusal['code'], is: string | null = null) {
    super(code)
    this.code = code
    this.is = is
  }
}

export async function copyVideo(from: string, to: string): Promise<VideoFacts> {
  const input = new Input({ source: new FilePathSource(from, { maxCacheSize: SMALL_CACHE }), formats: [MP4, QTFF] })
  try {
    const { pictures, sound } = await tracksOf(await input.getTracks())
    const found = whatStood((await input.getMetadataTags()).raw ?? {})
    const seconds = await copy(pictures, sound, to)
    const [width, height] = [await pictures.getDisplayWidth(), await pictures.getDisplayHeight()]
    if (!(seconds > 0) || !(width > 0) || !(height > 0)) throw new VideoRefusal('no-pictures')
    return { seconds, width, height, sound: sound !== null, found }
  } finally {
    input.dispose()
  }
}

async function tracksOf(tracks: InputTrack[]): Promise<{ pictures: InputVideoTrack; sound: InputAudioTrack | null }> {
  const pictures = tracks.find((one) => one.isVideoTrack())
  if (!pictures) throw new VideoRefusal('no-pictures')
  const codec = await pictures.getCodec()
  if (codec !== 'avc') throw new VideoRefusal('pictures', codec)
  const sound = tracks.find((one) => one.isAudioTrack()) ?? null
  const heard = await sound?.getCodec()
  if (sound && heard !== 'aac') throw new VideoRefusal('sound', heard ?? null)
  return { pictures, sound }
}

/** Both tracks piece by piece in the order of time, as they would play. Answers the length in seconds. */
async function copy(pictures: InputVideoTrack, sound: InputAudioTrack | null, to: string): Promise<number> {
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'reserve' }), target: new FilePathTarget(to) })
  const heads = [await videoHead(output, pictures), ...(sound ? [await audioHead(output, sound)] : [])]
  const begins = Math.min(0, ...(await Promise.all(heads.map(({ track }) => track.getFirstTimestamp()))))
  await output.start()
  let end = 0
  const waiting = await Promise.all(heads.map(async (head) => ({ head, next: await head.packets.next() })))
  for (;;) {
    const open = waiting.filter(({ next }) => !next.done)
    if (open.length === 0) break
    const one = open.reduce((a, b) => (a.next.value!.timestamp <= b.next.value!.timestamp ? a : b))
    const packet = one.next.value!
    // A file that begins in its past (an edit list) begins at 0.
    const moved = begins < 0 ? packet.clone({ timestamp: packet.timestamp - begins }) : packet
    await one.head.add(moved)
    end = Math.max(end, moved.timestamp + moved.duration)
    one.next = await one.head.packets.next()
  }
  await output.finalize()
  return Math.round(end * 1000) / 1000
}

/** The decoder's settings go with the first packet. */
async function videoHead(output: Output, track: InputVideoTrack) {
  const source = new EncodedVideoPacketSource('avc')
  const transformationMatrix = await track.getTransformationMatrix()
  output.addVideoTrack(source, { transformationMatrix, maximumPacketCount: await countOf(track) })
  const meta = { decoderConfig: (await track.getDecoderConfig()) ?? undefined }
  type Packet = Parameters<typeof source.add>[0]
  return { track, packets: new EncodedPacketSink(track).packets(), add: (one: Packet) => source.add(one, meta) }
}

async function audioHead(output: Output, track: InputAudioTrack) {
  const source = new EncodedAudioPacketSource('aac')
  output.addAudioTrack(source, { maximumPacketCount: await countOf(track) })
  const meta = { decoderConfig: (await track.getDecoderConfig()) ?? undefined }
  type Packet = Parameters<typeof source.add>[0]
  return { track, packets: new EncodedPacketSink(track).packets(), add: (one: Packet) => source.add(one, meta) }
}

async function countOf(track: InputTrack): Promise<number> {
  let count = 0
  for await (const _ of new EncodedPacketSink(track).packets(undefined, undefined, { metadataOnly: true })) {
    count += 1
    if (count > MAX_PACKETS) throw new VideoRefusal('too-long')
  }
  return count
}

/** Names of boxes and keys: QuickTime's ©xyz, 3GPP's loci, Apple's com.apple.quicktime.location. */
function whatStood(raw: Record<string, unknown>): WhatStood {
  const stood: WhatStood = {}
  const names = Object.keys(raw)
  if (names.some((one) => /xyz|loci|location|gps/i.test(one))) stood.gps = true
  const camera = Object.entries(raw).find(([name, value]) => /(mod|model)$/i.test(name) && typeof value === 'string')
  if (camera) stood.camera = String(camera[1]).slice(0, 100)
  if (names.some((one) => !/xyz|loci|location|gps|mod|mak/i.test(one))) stood.comments = true
  return stood
}
