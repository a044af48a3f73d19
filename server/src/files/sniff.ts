import { extname } from 'node:path'
import type { Metadata } from 'sharp'
import { Problem } from '#app/problem.ts'
import { beginsAsCaptions, CAPTIONS } from './captions.ts'
import { CAREFUL, loadSharp, MAX_PIXELS, onePictureAtATime } from './sharp.ts'
import { VIDEO_TYPES } from './video.ts'
import { type WhatStood, whatStood } from './what-stood.ts'

export interface Sniffed {
  /** By content, never by name or by what was declared. */
  mime: string
  /** In pixels as seen, after the turn that EXIF asks for. Null for what is no picture. */
  width: number | null
  height: number | null
  /** 1 for a still picture. Of an animation only the first frame is sent on. */
  frames: number
  /** What the file says beside the picture. It stays in the original and is never sent. */
  found: WhatStood
}

/** What we decode, and so what we take. */
export const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'] as const

/**
 * Finds a file's type by its content, then decodes it once, so that a broken picture is refused now and not at the hour of sending.
 * @param name for the message only
 * @throws Problem unsupported-type or too-large with field `file` and the reason
 */
export async function sniff(path: string, name: string, types: readonly string[]): Promise<Sniffed> {
  const mime = await typeOf(path, types)
  if (!mime || !types.includes(mime))
    throw refuse('unsupported-type', mime ? 'wrong-type' : 'unknown-type', wrongType(name, mime, types))
  // A video is looked into while it is written anew, captions while they are read.
  if (!mime.startsWith('image/')) return { mime, width: null, height: null, frames: 1, found: {} }
  return onePictureAtATime(() => lookAtPicture(path, mime))
}

async function typeOf(path: string, types: readonly string[]): Promise<string | undefined> {
  const { fileTypeFromFile } = await import('file-type')
  const seen = (await fileTypeFromFile(path).catch(() => undefined))?.mime
  // An animated PNG is a PNG whose first frame every reader shows.
  if (seen === 'image/apng') return 'image/png'
  // Text has no mark that tells its kind; captions are known by their first lines.
  if (!seen && types.includes(CAPTIONS) && (await beginsAsCaptions(path))) return CAPTIONS
  return seen
}

async function lookAtPicture(path: string, mime: string): Promise<Sniffed> {
  const sharp = await loadSharp()
  const broken = () =>
    refuse('unsupported-type', 'broken', 'The picture is damaged or incomplete and cannot be opened.')
  let metadata: Metadata
  try {
    // Reads the head only; the limit comes after it, to tell the person how large the picture claims to be.
    metadata = await sharp(path, { ...CAREFUL, limitInputPixels: false }).metadata()
  } catch {
    throw broken()
  }
  const frames = metadata.pages ?? 1
  const pixels = metadata.width * metadata.height * frames
  if (pixels > MAX_PIXELS) {
    const millions = Math.ceil(pixels / 1_000_000)
    throw refuse(
      'too-large',
      'too-many-pixels',
      `The picture has ${millions} million pixels; at most ${MAX_PIXELS / 1_000_000} million can be taken. ${frames > 1 ? 'Make it shorter or smaller' : 'Save it smaller'} first, for instance 6,000 pixels wide: no network shows more.`,
    )
  }
  try {
    await sharp(path, CAREFUL).resize(64, 64, { fit: 'inside' }).raw().toBuffer()
  } catch {
    throw broken()
  }
  return {
    mime,
    width: metadata.autoOrient.width,
    height: metadata.autoOrient.height,
    frames,
    found: whatStood(metadata),
  }
}

const NAMES: Record<string, string> = {
  'video/mp4': 'MP4',
  'video/quicktime': 'QuickTime',
  'video/x-m4v': 'M4V',
  'video/webm': 'WebM',
  'video/matroska': 'Matroska',
  [CAPTIONS]: 'captions (WebVTT or SubRip)',
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
  'image/webp': 'WebP',
  'image/gif': 'GIF',
  'image/avif': 'AVIF',
}
const nameOf = (mime: string) => NAMES[mime] ?? mime

function wrongType(name: string, mime: string | undefined, types: readonly string[]): string {
  const holds = mime ? `holds ${nameOf(mime)}` : 'holds nothing that we know'
  const ending = extname(name)
  const lies =
    ending && mime && !name.toLowerCase().endsWith(mime.split('/')[1]!) ? `, whatever its ending ${ending} says` : ''
  return `“${name}” ${holds}${lies}. These can be taken: ${types.map(nameOf).join(', ')}.${hint(mime, types)}`
}

/** A video of another kind is a common mistake, and there is a way out. */
const hint = (mime: string | undefined, types: readonly string[]) =>
  mime?.startsWith('video/') && types.includes(VIDEO_TYPES[0]) ? ' Save the video as MP4 with H.264 and AAC.' : ''

const refuse = (kind: 'unsupported-type' | 'too-large', code: string, message: string) =>
  new Problem(kind, message, { fields: [{ path: 'file', code, message }] })
