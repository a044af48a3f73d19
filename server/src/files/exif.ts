/**
 * A small reader of EXIF: only the few tags that tell a person what stood in a picture. Layout after CIPA DC-008 (Exif 2.32), 4.6:
 * a TIFF head, then directories of 12-byte entries. A file from outside may lie about every offset, so each read is checked.
 */

/** Tag numbers and the type ASCII from the same text, 4.6.4 to 4.6.6. */
const MAKE = 0x010f
const MODEL = 0x0110
const DESCRIPTION = 0x010e
const ARTIST = 0x013b
const DATE = 0x0132
const EXIF_FOLDER = 0x8769
const GPS_FOLDER = 0x8825
const DATE_TAKEN = 0x9003
const COMMENT = 0x9286
const ASCII = 2
/** A real directory has some dozen entries; a lying one could claim 65,535. */
const MAX_ENTRIES = 512

export interface Exif {
  gps: boolean
  camera: string | null
  /** As the camera wrote it: `2026:05:01 09:00:00`, without a zone. */
  date: string | null
  description: string | null
  artist: string | null
  comment: boolean
}

interface Entry {
  type: number
  count: number
  /** Where the value, or the offset to it, stands. */
  at: number
}

/** Answers null where the bytes are no EXIF. Never throws. */
export function readExif(bytes: Uint8Array): Exif | null {
  const skip = Buffer.from(bytes.subarray(0, 6)).toString('latin1') === 'Exif\0\0' ? 6 : 0
  const view = new DataView(bytes.buffer, bytes.byteOffset + skip, bytes.byteLength - skip)
  if (view.byteLength < 8) return null
  const order = view.getUint16(0)
  if (order !== 0x4949 && order !== 0x4d4d) return null
  const tiff = { view, little: order === 0x4949 }
  const first = folder(tiff, view.getUint32(4, tiff.little))
  const exif = folder(tiff, pointer(tiff, first.get(EXIF_FOLDER)))
  const gps = folder(tiff, pointer(tiff, first.get(GPS_FOLDER)))
  const camera = [text(tiff, first.get(MAKE)), text(tiff, first.get(MODEL))].filter((one) => one !== null).join(' ')
  return {
    // Tag 0 is only the version of the GPS part.
    gps: [...gps.keys()].some((tag) => tag > 0),
    camera: camera || null,
    date: text(tiff, exif.get(DATE_TAKEN)) ?? text(tiff, first.get(DATE)),
    description: text(tiff, first.get(DESCRIPTION)),
    artist: text(tiff, first.get(ARTIST)),
    // The first 8 bytes of a comment name its code.
    comment: (exif.get(COMMENT)?.count ?? 0) > 8,
  }
}

type Tiff = { view: DataView; little: boolean }

function folder({ view, little }: Tiff, offset: number | null): Map<number, Entry> {
  const entries = new Map<number, Entry>()
  if (offset === null || offset + 2 > view.byteLength) return entries
  const count = Math.min(view.getUint16(offset, little), MAX_ENTRIES)
  for (let i = 0; i < count; i++) {
    const at = offset + 2 + i * 12
    if (at + 12 > view.byteLength) break
    const tag = view.getUint16(at, little)
    entries.set(tag, { type: view.getUint16(at + 2, little), count: view.getUint32(at + 4, little), at: at + 8 })
  }
  return entries
}

const pointer = ({ view, little }: Tiff, entry: Entry | undefined) => (entry ? view.getUint32(entry.at, little) : null)

function text(tiff: Tiff, entry: Entry | undefined): string | null {
  if (!entry || entry.type !== ASCII) return null
  const start = entry.count <= 4 ? entry.at : pointer(tiff, entry)!
  const end = start + Math.min(entry.count, 256)
  if (end > tiff.view.byteLength) return null
  const { buffer, byteOffset } = tiff.view
  return (
    Buffer.from(buffer as ArrayBuffer, byteOffset + start, end - start)
      .toString('utf8')
      .split('\0')[0]!
      .trim() || null
  )
}
