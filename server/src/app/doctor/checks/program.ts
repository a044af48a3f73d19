import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Finding, mind, skipped, well, wrong } from '../finding.ts'

/** The clone's folder. */
const ROOT = join(import.meta.dirname, '../../../../..')
const NODE = 26

/** Node, the packages and the built pages. @param root for tests */
export function checkProgram(root = ROOT): Finding[] {
  return [
    node(),
    packages(root),
    pages(root),
    skipped('System packages are needed for the tests only; `npm test` names them.'),
  ]
}

const node = () =>
  Number(process.versions.node.split('.')[0]) >= NODE
    ? well(`Node ${process.versions.node}`)
    : wrong(`Node ${process.versions.node} is too old`, `Run it by \`npm start\`, which brings Node ${NODE}.`)

/** `npm start` notes in its stamp which lockfile was installed. */
function packages(root: string): Finding {
  const stamp = join(root, 'node_modules/.cache/shelftalker/installed')
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (!existsSync(stamp))
    return mind(
      'It is not known whether all packages are installed',
      'Run `npm start`, which looks and installs what is missing.',
    )
  return readFileSync(stamp, 'utf8').startsWith(lock)
    ? well('All packages of the lockfile are installed')
    : wrong('The installed packages are not the ones of this version', 'Run `npm ci`, or `npm start`, which does it.')
}

const pages = (root: string) =>
  existsSync(join(root, 'web/dist/index.html'))
    ? well('The web pages are built')
    : wrong('The web pages are not built', 'Run `npm start`, which builds them.')
