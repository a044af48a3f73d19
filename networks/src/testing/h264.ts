/** Pictures of one grey as H.264, written by hand after ITU-T H.264 (08/2021), 7.3: every player opens them, and no encoder is needed. */

/** Macroblocks of 16 × 16. */
export const WIDE = 4
export const HIGH = 3

/** Bits in a row, with Exp-Golomb numbers (9.1). */
class Bits {
  private readonly bytes: number[] = []
  private free = 0
  u(count: number, value: number): this {
    for (let at = count - 1; at >= 0; at--) {
      if (this.free === 0) {
        this.bytes.push(0)
        this.free = 8
      }
      this.free -= 1
      const last = this.bytes.length - 1
      this.bytes[last] = this.bytes[last]! | (((value >> at) & 1) << this.free)
    }
    return this
  }
  ue(value: number): this {
    const length = 32 - Math.clz32(value + 1)
    return this.u(length - 1, 0).u(length, value + 1)
  }
  /** Zeroes up to the next whole byte, then these bytes. */
  aligned(bytes: number[]): this {
    this.free = 0
    for (const one of bytes) this.bytes.push(one)
    return this
  }
  /** The end of a unit, with what must not look like a start code broken up (7.4.1). */
  unit(head: number): Buffer {
    this.u(1, 1)
    const out = [head]
    for (const one of this.bytes) {
      if (one <= 3 && out.length > 2 && out.at(-1) === 0 && out.at(-2) === 0) out.push(3)
      out.push(one)
    }
    return Buffer.from(out)
  }
}

/** Baseline, level 1, order of showing is order of coding. */
export const sequenceSet = (): Buffer =>
  new Bits()
    .u(8, 66)
    .u(8, 0xc0)
    .u(8, 10)
    .ue(0)
    .ue(0)
    .ue(2)
    .ue(1)
    .u(1, 0)
    .ue(WIDE - 1)
    .ue(HIGH - 1)
    .u(4, 0b1100)
    .unit(0x67)
export const pictureSet = (): Buffer =>
  new Bits().ue(0).ue(0).u(2, 0).ue(0).ue(0).ue(0).u(3, 0).ue(0).ue(0).ue(0).u(3, 0b100).unit(0x68)

/** A picture that stands alone: each macroblock as plain samples. */
export function keyPicture(grey: number): Buffer {
  const bits = new Bits().ue(0).ue(7).ue(0).u(4, 0).ue(0).u(2, 0).ue(0).ue(1)
  const samples = [...Array<number>(256).fill(grey), ...Array<number>(128).fill(128)]
  for (let at = 0; at < WIDE * HIGH; at++) bits.ue(25).aligned(samples)
  return bits.unit(0x65)
}

/** The picture before, once more: all of it is skipped. @param number since the last key picture, from 1 */
export const samePicture = (number: number): Buffer =>
  new Bits()
    .ue(0)
    .ue(5)
    .ue(0)
    .u(4, number % 16)
    .u(3, 0)
    .ue(0)
    .ue(1)
    .ue(WIDE * HIGH)
    .unit(0x41)
