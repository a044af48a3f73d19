// Read by the server before anything else (`--import`): names of a made-up library lead to this machine, as a directory of names would say.
import dns from 'node:dns/promises'
import { syncBuiltinESMExports } from 'node:module'

const NAMES = {
  'pages.harborlibrary.org': '127.0.0.1',
  // Lies within the library's own network.
  'intranet.harborlibrary.org': '10.0.0.8',
}
const { lookup } = dns
dns.lookup = /** @type {typeof lookup} */ (
  async (/** @type {string} */ name, /** @type {object} */ options) => {
    if (name in NAMES) return [{ address: NAMES[/** @type {keyof typeof NAMES} */ (name)], family: 4 }]
    if (name.endsWith('.harborlibrary.org'))
      throw Object.assign(new Error(`${name} is not known`), { code: 'ENOTFOUND' })
    return lookup(name, options)
  }
)
syncBuiltinESMExports()
