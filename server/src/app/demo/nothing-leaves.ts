import { type Http, HttpFailure } from '@shelftalker/networks/http.ts'

/** In the place of the way out: whatever is asked, not a byte is sent. */
export const nothingLeaves: Http = {
  async send() {
    throw new HttpFailure('none', 'forbidden-address', 'this is a demonstration: it reaches nobody')
  },
  async close() {},
}
