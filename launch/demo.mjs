/** `npm run demo`: as `npm start`, with a made-up county library on an installation of its own. */
import { handOver } from './hand-over.mjs'
import { ensureInstalled } from './install.mjs'
import { buildWeb } from './web.mjs'

ensureInstalled({ dev: false })
buildWeb()
handOver(['server/src/main.ts', 'demo', ...process.argv.slice(2)])
