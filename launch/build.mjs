/** `npm run build`: installs when needed and builds the web pages, and starts nothing. For images, and for upgrades prepared ahead. */
import { ensureInstalled } from './install.mjs'
import { buildWeb } from './web.mjs'

ensureInstalled({ dev: false })
buildWeb()
