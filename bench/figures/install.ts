/** What `npm start` installs on a fresh clone: packages and their size, the Node runtime apart. */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, lstatSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Figures } from '../figure.ts'
import { round } from '../figure.ts'
import { ROOT } from '../processes.ts'

/** Runs the launcher's own install step in a copy of what git knows. */
export function installFigures(): Figures {
  const clone = mkdtempSync(join(tmpdir(), 'shelftalker-install-'))
  try {
    const files = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 26 })
      .trim()
      .split('\n')
      .filter((file) => existsSync(join(ROOT, file)))
    for (const file of files) cpSync(join(ROOT, file), join(clone, file), { recursive: true })
    execFileSync('npm', ['ci', '--omit=dev', '--no-audit', '--no-fund', '--silent'], { cwd: clone, stdio: 'ignore' })
    const modules = join(clone, 'node_modules')
    const all = packagesIn(modules)
    const runtime = all.filter((one) => /\/node_modules\/node-(linux|darwin|win)-/.test(one))
    const bytes = sizeOf(modules) - runtime.reduce((sum, one) => sum + sizeOf(one), 0)
    return {
      packagesProd: { value: all.length - runtime.length, unit: 'packages', aim: 600 },
      diskProdMiB: { value: round(bytes / 1024 / 1024, 1), unit: 'MiB', aim: 550 },
    }
  } finally {
    rmSync(clone, { recursive: true, force: true })
  }
}

function packagesIn(modules: string): string[] {
  const found: string[] = []
  for (const name of existsSync(modules) ? readdirSync(modules) : []) {
    if (name.startsWith('.')) continue
    const at = join(modules, name)
    for (const one of name.startsWith('@') ? readdirSync(at).map((inner) => join(at, inner)) : [at]) {
      // A link is one of our own workspaces.
      if (lstatSync(one).isSymbolicLink() || !existsSync(join(one, 'package.json'))) continue
      found.push(one, ...packagesIn(join(one, 'node_modules')))
    }
  }
  return found
}
function sizeOf(path: string): number {
  const stat = lstatSync(path)
  if (stat.isSymbolicLink()) return 0
  return stat.isDirectory()
    ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
    : statSync(path).size
}
