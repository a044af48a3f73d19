import type { Metadata } from 'sharp'
import { readExif } from './exif.ts'

/** What a picture tells beside itself; only what stood there is named. It is stripped from everything that we send. */
export type WhatStood = {
  /** A place. Which one is not kept. */
  gps?: true
  camera?: string
  /** As the camera wrote it, without a zone. */
  date?: string
  /** Words in it: description, author, comment, XMP or IPTC. */
  comments?: true
}

/** Reads from what sharp found in the head of the file: EXIF, XMP, IPTC, and the comments of PNG. */
export function whatStood(metadata: Metadata): WhatStood {
  const exif = metadata.exif ? readExif(metadata.exif) : null
  const xmp = metadata.xmp?.toString('utf8') ?? ''
  const stood: WhatStood = {}
  // XMP may repeat the place as exif:GPSLatitude, or name a place in IPTC's words.
  if (exif?.gps || /GPS(Latitude|Longitude)|photoshop:City|LocationCreated/.test(xmp)) stood.gps = true
  if (exif?.camera) stood.camera = exif.camera
  if (exif?.date) stood.date = exif.date
  const words = exif?.description || exif?.artist || exif?.comment || xmp || metadata.iptc || metadata.comments?.length
  if (words) stood.comments = true
  return stood
}
