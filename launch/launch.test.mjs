import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { test } from 'node:test'
import { installed } from './install.mjs'
import { missingPackages } from './system.mjs'
import { root } from './where.mjs'

/** A folder within the clone, for launchers take programs by their path in it. */
function newFolder(t) {
  mkdirSync(join(root, '.cache'), { recursive: true })
  const folder = mkdtempSync(join(root, '.cache/launch-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Starts a program of ours by hand-over, as the launchers do, and waits for its first line. */
async function handedOver(t, text, env = {}) {
  const folder = newFolder(t)
  writeFileSync(join(folder, 'program.ts'), text)
  const program = `import { handOver } from ${JSON.stringify(join(import.meta.dirname, 'hand-over.mjs'))}
    await handOver([${JSON.stringify(relative(root, join(folder, 'program.ts')))}, '--port', '1'])`
  writeFileSync(join(folder, 'launcher.mjs'), program)
  const { npm_lifecycle_event: _, ...clean } = process.env
  const child = spawn(process.execPath, [join(folder, 'launcher.mjs')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...clean, ...env },
  })
  const [line] = await once(child.stdout, 'data')
  return { child, line: String(line).trim() }
}

test('a program gets its arguments and a Node that is new enough, and its exit code is ours', async (t) => {
  const { child, line } = await handedOver(
    t,
    `const told: string[] = process.argv.slice(2)
    console.log(process.versions.node.split('.')[0], ...told); process.exitCode = 7`,
  )
  const [code] = await once(child, 'exit')
  assert.deepEqual({ line, code }, { line: '26 --port 1', code: 7 })
})

test('SIGTERM reaches the program, which may end in its own way', async (t) => {
  const { child } = await handedOver(
    t,
    `process.on('SIGTERM', () => { process.exit(9) }); setInterval(() => {}, 1000); console.log('up')`,
  )
  child.kill('SIGTERM')
  assert.deepEqual(await once(child, 'exit'), [9, null])
})

test('a program that npm started ends in its own way when the shell between them is gone', async (t) => {
  const mark = join(newFolder(t), 'ended')
  const program = `import { writeFileSync } from 'node:fs'
    process.on('SIGTERM', () => { writeFileSync(${JSON.stringify(mark)}, 'drained'); process.exit(0) })
    setInterval(() => {}, 1000); console.log('up', process.pid)`
  writeFileSync(join(mark, '../program.ts'), program)
  const follow = join(import.meta.dirname, 'follow-parent.mjs')
  // A shell that does not become its last command, as npm's often is.
  const shell = spawn(
    'sh',
    ['-c', `"${process.execPath}" --import "${follow}" "${join(mark, '../program.ts')}"; true`],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  await once(shell.stdout, 'data')
  shell.kill('SIGTERM')
  const end = performance.now() + 60_000
  while (!readdirSync(join(mark, '..')).includes('ended') && performance.now() < end)
    await new Promise((resolve) => setTimeout(resolve, 20))
  assert.equal(readFileSync(mark, 'utf8'), 'drained')
})

test('what stands in node_modules is compared with the lockfile', (t) => {
  const folder = newFolder(t)
  const lock = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '2.0.0', dev: true },
      'node_modules/c': { version: '3.0.0', optional: true },
    },
  }
  const standing = (packages) => {
    mkdirSync(join(folder, 'node_modules'), { recursive: true })
    writeFileSync(join(folder, 'node_modules/.package-lock.json'), JSON.stringify({ packages }))
    return installed(folder, lock)
  }
  assert.equal(installed(folder, lock), null)
  const a = { 'node_modules/a': { version: '1.0.0' } }
  const b = { 'node_modules/b': { version: '2.0.0' } }
  assert.equal(standing({ ...a, ...b }), 'dev')
  assert.equal(standing(a), 'production')
  assert.equal(standing(b), null, 'a package is missing')
  assert.equal(standing({ ...a, 'node_modules/b': { version: '1.9.0' } }), null, 'a package is too old')
  assert.equal(
    standing({ ...a, 'node_modules/left-over': { version: '1.0.0' } }),
    null,
    'a package is no longer wanted',
  )
})

test('the lockfile names every package that an optional dependency names, or a clean npm ci refuses it', () => {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !(`node_modules/${name}` in packages) && !(`${path}/node_modules/${name}` in packages),
    ),
  )
  assert.deepEqual(missing, [])
})

test('missing system packages are named', { skip: process.platform !== 'linux' && 'checked on Linux only' }, () => {
  const program = `import { missingPackages } from ${JSON.stringify(join(import.meta.dirname, 'system.mjs'))}; console.log(missingPackages().join(' '))`
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
    env: { PATH: '' },
  })
  assert.match(stdout, /^g\+\+ make python3/)
  assert.ok(Array.isArray(missingPackages()))
})
