/** Bytes of a text in UTF-8, and where a UTF-16 index lies among them. */

/** Bytes of one code point. A lone surrogate becomes U+FFFD when it is encoded (WHATWG Encoding), which has three. */
function bytesOf(codePoint: number): number {
  if (codePoint < 0x80) return 1
  if (codePoint < 0x800) return 2
  return codePoint < 0x10000 ? 3 : 4
}

/** Length in UTF-8 bytes, as `TextEncoder` would make them. */
export function utf8Length(text: string): number {
  let bytes = 0
  for (let index = 0; index < text.length; index++) {
    const codePoint = text.codePointAt(index)!
    bytes += bytesOf(codePoint)
    if (codePoint > 0xffff) index++
  }
  return bytes
}

/**
 * Answers a function from UTF-16 index (0…length) to UTF-8 byte offset. An index inside a surrogate pair answers the
 * start of its character, so that an offset is always a boundary: Bluesky refuses or garbles facets that are not.
 */
export function byteOffsets(text: string): (index: number) => number {
  const offsets = new Uint32Array(text.length + 1)
  let bytes = 0
  for (let index = 0; index < text.length; index++) {
    const codePoint = text.codePointAt(index)!
    offsets[index] = bytes
    if (codePoint > 0xffff) offsets[++index] = bytes
    bytes += bytesOf(codePoint)
  }
  offsets[text.length] = bytes
  return (index) => {
    const at = offsets[index]
    if (at === undefined) throw new RangeError(`index ${index} is outside the text (0 to ${text.length})`)
    return at
  }
}
