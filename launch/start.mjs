/** `npm start`: installs when needed, builds the web pages when stale, and hands over to the server. */
import { handOver } from './hand-over.mjs'
import { ensureInstalled } from './install.mjs'
import { buildWeb } from './web.mjs'

ensureInstalled({ dev: false })
buildWeb()
handOver(['server/src/main.ts', 'start', ...process.argv.slice(2)])
