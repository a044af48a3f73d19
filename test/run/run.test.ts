import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { testFiles } from './files.ts'

/** Writes files into a new folder that goes when the test ends. */
function folderOf(files: Record<string, string>): { path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'run-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), text)
  }
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) }
}

/** Runs test files as `npm test` does, without its database, and gives the lines. */
function linesOf(folder: string, files: string[]): string[] {
  const here = (file: string) => JSON.stringify(join(import.meta.dirname, file))
  const program = `
    import { Report } from ${here('report.ts')}
    import { runFiles } from ${here('run-files.ts')}
    const report = new Report(${JSON.stringify(folder)}, console.log)
    await runFiles(${JSON.stringify(files.map((file) => join(folder, file)))}, report)
    report.end()`
  // As a file, for node:test hands `-e` on to the processes it starts; and within a run it would refuse to start another.
  writeFileSync(join(folder, 'main.mjs'), program)
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const { stdout } = spawnSync(process.execPath, [join(folder, 'main.mjs')], { encoding: 'utf8', env })
  return stdout.trimEnd().split('\n')
}

const start = "import { after, describe, test } from 'node:test';"

test('all kinds of ends are counted once each, and the counts are the last line', () => {
  using folder = folderOf({
    'a.test.js': `${start}
      test('good', () => {}); test('for later', { skip: 'no such folder' }, () => {}); test('inside', (t) => t.skip('not here'))
      test('planned', { todo: true }, () => { throw new Error('not yet') })
      describe('suite', () => { test('good', () => {}); test('bad', () => { throw new Error('told whole') }) })
      test('parent', async (t) => { await t.test('child', () => { throw new Error('of a child') }) })`,
  })
  const lines = linesOf(folder.path, ['a.test.js'])
  assert.equal(lines.at(-1), '2 passed, 2 failed, 3 skipped')
  assert.ok(lines.includes('  a.test.js: for later (no such folder)'))
  assert.ok(lines.some((line) => line.includes('Error: told whole')))
})

test('a failure outside of every test fails the run: an import, a late throw, an exit code, a hook', () => {
  using folder = folderOf({
    'import.test.js': "import './missing.js'",
    'late.test.js': `${start} test('x', () => {}); setTimeout(() => { throw new Error('late') }, 20)`,
    'code.test.js': `${start} test('x', () => {}); process.exitCode = 3`,
    'hook.test.js': `${start} test('x', () => {}); after(() => { throw new Error('hook') })`,
  })
  const lines = linesOf(folder.path, ['import.test.js', 'late.test.js', 'code.test.js', 'hook.test.js'])
  assert.equal(lines.at(-1), '3 passed, 4 failed, 0 skipped')
})

test('the fast lane takes rules and pure workspaces only; parts of paths choose', () => {
  const all = [
    'shared/src/a.test.ts',
    'networks/src/b.test.ts',
    'server/src/c.rules.test.ts',
    'server/src/d.test.ts',
    'web/e2e/e.test.ts',
    'networks/src/x/suite.test.ts',
  ]
  using folder = folderOf(
    Object.fromEntries([...all, 'web/node_modules/x/y.test.ts', 'server/src/d.ts'].map((name) => [name, ''])),
  )
  assert.deepEqual(testFiles(folder.path, false, []).sort(), [...all].sort())
  assert.deepEqual(testFiles(folder.path, true, []).sort(), all.slice(0, 3).sort())
  assert.deepEqual(testFiles(folder.path, false, ['c.rules', 'e2e']), [
    'web/e2e/e.test.ts',
    'server/src/c.rules.test.ts',
  ])
})
