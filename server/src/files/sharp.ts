import type { Sharp, SharpOptions } from 'sharp'
import { inTurn } from './in-turn.ts'

type MakeSharp = (input: string | Uint8Array, options?: SharpOptions) => Sharp
let loaded: Promise<MakeSharp> | undefined

/** 100 million pixels: a 400 MB bitmap. Larger than any phone's picture, smaller than what would hurt a small server. */
export const MAX_PIXELS = 100_000_000

/** What every decoding gets: no bombs, no broken files, only the first page. */
export const CAREFUL: SharpOptions = { limitInputPixels: MAX_PIXELS, failOn: 'error' }

/** Loads the picture library at its first use, not at start-up: it costs about 25 MB and 70 ms. */
export function loadSharp(): Promise<MakeSharp> {
  loaded ??= import('sharp').then(({ default: sharp }) => {
    // Memory stays flat: nothing is kept between two pictures, and one is done at a time by one thread.
    sharp.cache(false)
    sharp.concurrency(1)
    return sharp
  })
  return loaded
}

/** Runs one piece of picture work after the other, whoever asks: a decoded picture may take 400 MB. */
export const onePictureAtATime = inTurn()
