/**
 * `npm run bench` measures every figure, prints a table, writes results/latest.json and adds a line to results/history.jsonl.
 * `npm run bench -- posts sending` measures some of them, and writes nothing but to the screen.
 */
import { execFileSync } from 'node:child_process'
import { appendFileSync, chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { type Figures, meets } from './figure.ts'
import { ROOT } from './processes.ts'

const RESULTS = join(ROOT, 'bench/results')
const place = mkdtempSync(join(tmpdir(), 'shelftalker-bench-'))
// Postgres runs as an account of its own when we are root, and must be able to pass.
chmodSync(place, 0o755)
const folder = (name: string) => join(place, name)

const GROUPS: Record<string, () => Promise<Figures>> = {
  install: async () => (await import('./figures/install.ts')).installFigures(),
  start: async () => (await import('./figures/start.ts')).startFigures(folder('start')),
  posts: async () => (await import('./figures/posts.ts')).postFigures(folder('posts')),
  calendar: async () => (await import('./figures/calendar.ts')).calendarFigures(folder('calendar')),
  goals: async () => (await import('./figures/goals.ts')).goalFigures(folder('goals')),
  firstPost: async () => (await import('./figures/first-post.ts')).firstPostFigures(folder('first-post')),
  readings: async () => (await import('./figures/readings.ts')).readingFigures(folder('readings')),
  sending: async () => (await import('./figures/sending.ts')).sendingFigures(folder),
  page: async () => (await import('./figures/page.ts')).pageFigures(folder('page')),
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in GROUPS))
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. There are: ${Object.keys(GROUPS).join(', ')}`)
  process.exit(1)
}

const figures: Figures = {}
try {
  for (const [name, measure] of Object.entries(GROUPS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    console.log(`${name} …`)
    Object.assign(figures, await measure())
  }
} finally {
  rmSync(place, { recursive: true, force: true })
}

for (const [name, figure] of Object.entries(figures)) {
  const ok = meets(figure)
  const aim = figure.aim === null ? '' : `aim ${figure.better === 'least' ? '≥' : '≤'} ${figure.aim}`
  console.log(
    `${ok === null ? ' ' : ok ? '✓' : '✗'} ${name.padEnd(26)} ${String(figure.value ?? 'not measured').padStart(10)} ${figure.unit.padEnd(9)} ${aim}${figure.why ? ` (${figure.why})` : ''}`,
  )
}

if (wanted.length === 0) {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim()
  const dirty = git('status', '--porcelain', '--untracked-files=no') !== ''
  const result = {
    machine: `${cpus()[0]?.model ?? 'unknown'}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`,
    date: new Date().toISOString(),
    commit: `${git('rev-parse', 'HEAD')}${dirty ? ' with changes' : ''}`,
    figures,
  }
  writeFileSync(join(RESULTS, 'latest.json'), `${JSON.stringify(result, null, 1)}\n`)
  appendFileSync(
    join(RESULTS, 'history.jsonl'),
    `${JSON.stringify({ ...result, figures: Object.fromEntries(Object.entries(figures).map(([name, one]) => [name, one.value])) })}\n`,
  )
  console.log(`Kept in bench/results/latest.json`)
}
