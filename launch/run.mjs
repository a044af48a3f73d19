/** `node launch/run.mjs program.ts args…`: runs a program of ours with the pinned Node, installing first when needed. */
import { handOver } from './hand-over.mjs'
import { ensureInstalled } from './install.mjs'
import { stop } from './where.mjs'

const args = process.argv.slice(2)
if (args.length === 0) stop('Name a program: node launch/run.mjs server/src/main.ts doctor')
// Benches and faults need the test tools; doctor, backup and restore run where only the product is installed.
ensureInstalled({ dev: !args[0].startsWith('server/') })
handOver(args)
