/** The table of docs/faults.md: no dates, no times, no ids, so that two runs that saw the same write the same. */
import type { End } from './acts.ts'
import { FAULTS } from './fault-list.ts'
import type { Cell } from './in-process.ts'
import { BOUNDARIES, BOUNDARY_WORDS, type Death } from './kills.ts'
import type { Act } from './peers.ts'
import type { Storm } from './random.ts'

export interface Found {
  cells: Cell[]
  workers: Death[]
  postgres: Death[]
  stories: { name: string; evidence: string; wrong: boolean }[]
  storms: { seed: number; storm: Storm }[]
}

const ACTS: Act[] = ['post', 'part', 'edit', 'removal']
const ACT_WORDS: Record<Act, string> = {
  post: 'A post',
  part: 'The second part of a thread',
  edit: 'An edit',
  removal: 'A removal',
}
const unique = <T>(all: T[]): T[] => [...new Set(all)]

/** State, how often the act is in the peer's book, and the evidence. */
function words(end: End | { impossible: string } | undefined): string {
  if (!end) return '—'
  if ('impossible' in end) return `*${end.impossible}*`
  const bad = end.wrong ? `**WRONG: ${end.wrong}**<br>` : ''
  return `${bad}${end.state} · ${end.count}<br>${end.evidence}`
}

function grid(heads: string[], rows: [string, string[]][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [
    line(['', ...heads]),
    line(['---', ...heads.map(() => '---')]),
    ...rows.map(([name, cells]) => line([name, ...cells])),
  ].join('\n')
}

function inProcess(cells: Cell[], act: Act): string {
  const peers = unique(cells.map((cell) => cell.peer))
  const find = (fault: string, peer: string) =>
    cells.find((cell) => cell.act === act && cell.fault === fault && cell.peer === peer)?.end
  return grid(
    peers,
    FAULTS.map((fault) => [fault, peers.map((peer) => words(find(fault, peer)))]),
  )
}

function deaths(all: Death[]): string {
  const peers = unique(all.map((one) => one.peer))
  return grid(
    peers,
    BOUNDARIES.map((boundary) => [
      BOUNDARY_WORDS[boundary],
      peers.map((peer) => words(all.find((one) => one.boundary === boundary && one.peer === peer)?.end)),
    ]),
  )
}

/** Everything that contradicts the promise, in words. */
export function wrongs({ cells, workers, postgres, stories, storms }: Found): string[] {
  return [
    ...cells.flatMap(({ peer, act, fault, end }) =>
      'wrong' in end && end.wrong ? [`${peer}, ${act}, ${fault}: ${end.wrong}`] : [],
    ),
    ...[...workers, ...postgres].flatMap(({ peer, boundary, end }) =>
      end.wrong ? [`${peer}, killed at ${boundary}: ${end.wrong}`] : [],
    ),
    ...stories.filter((one) => one.wrong).map((one) => `${one.name}: ${one.evidence}`),
    ...storms
      .filter(({ storm }) => storm.doubled + storm.untrue + storm.lost > 0)
      .map(({ seed, storm }) => `storm ${seed}: ${JSON.stringify(storm)}`),
  ]
}

export function markdown(found: Found): string {
  const tried = found.cells.filter((cell) => !('impossible' in cell.end)).length
  const bad = wrongs(found)
  const storms = found.storms.map(
    ({ seed, storm }) =>
      `| ${seed} | ${storm.deliveries} | ${storm.channels} | ${storm.doubled} | ${storm.lost} | ${storm.untrue} |`,
  )
  return `# What the sender does when things go wrong

Written by \`npm run faults\`; don't edit. Real Postgres, the production adapters, peers that keep books of their own.
A cell says: the state at the end · how often the act is in the peer's book (never more than once) · what settled it.
“A person is asked” is followed by what her true word makes of it.

${tried} cells in one process, ${found.workers.length} killed workers, ${found.postgres.length} killed Postgres, ${found.stories.length} stories, ${found.storms.length} storms. ${
    bad.length === 0 ? 'Nothing doubled, nothing lost.' : `**${bad.length} contradict the promise.**`
  }
${ACTS.map((act) => `\n## ${ACT_WORDS[act]}: points and wires, in one process\n\n${inProcess(found.cells, act)}\n`).join('')}
“Abandoned” leaves the work at the named point for good, and its lease runs out. “Lease over”: another worker does what it
finds to do while this one sleeps, then this one wakes. Pixelfed is our peer that burns a key before the post exists; GoToSocial
and snac ignore keys, and snac's list proves nothing. A silent network can be asked nothing at all.

## A worker is killed (signal 9), a clean one goes on

${deaths(found.workers)}

## Postgres is killed (signal 9 to the postmaster), the same worker goes on

${deaths(found.postgres)}

## Stories

| | what was seen |
| --- | --- |
${found.stories.map((one) => `| ${one.name} | ${one.wrong ? '**WRONG** ' : ''}${one.evidence} |`).join('\n')}

## Storms

Two worker processes over all networks; faults and deaths at random from a seed; then calm.

| seed | deliveries | channels | doubled | lost | untrue |
| --- | --- | --- | --- | --- | --- |
${storms.join('\n')}
`
}
