/** `node launch/house.mjs [folder]`: whether the order of the house is kept (ARCHITECTURE.md). Exit code 1 when it is not. */
import { pathToFileURL } from 'node:url'
import { readSources } from './house/sources.mjs'
import { checkTables } from './house/tables.mjs'
import { checkCycles, checkNetworkNames, checkRooms, checkWalls } from './house/walls.mjs'
import { root } from './where.mjs'

/** All that stands wrong in a clone, a line each. An empty tree is wrong too: a check that sees nothing must not pass. */
export function checkHouse(folder) {
  const sources = readSources(folder)
  if (sources.length === 0) return ['no sources found']
  return [checkRooms, checkWalls, checkCycles, checkTables, checkNetworkNames].flatMap((check) => check(sources))
}

/** Lengths of files without tests, in lines. Signals to watch, not aims to split or pad for. */
export function fileLengths(folder) {
  const counted = readSources(folder).filter(({ path, testing }) => !testing && !path.includes('.gen.'))
  const lengths = counted
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    .sort((a, b) => a.lines - b.lines)
  const at = (share) => lengths[Math.min(lengths.length - 1, Math.floor(lengths.length * share))]?.lines ?? null
  return {
    files: lengths.length,
    median: at(0.5),
    p95: at(0.95),
    long: lengths.filter(({ lines }) => lines > 300).reverse(),
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const folder = process.argv[2] ?? root
  const wrong = checkHouse(folder)
  for (const line of wrong) console.log(line)
  const { files, median, p95, long } = fileLengths(folder)
  console.log(
    `${files} files, median ${median} lines, p95 ${p95}${long.length > 0 ? `; longer than 300: ${long.map(({ path, lines }) => `${path} (${lines})`).join(', ')}` : ''}`,
  )
  console.log(
    wrong.length === 0 ? 'The order of the house is kept.' : `${wrong.length} against the order of the house.`,
  )
  process.exit(wrong.length === 0 ? 0 : 1)
}
