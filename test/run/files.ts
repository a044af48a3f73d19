import { globSync } from 'node:fs'

/** Where tests stand. */
const WORKSPACES = ['shared', 'networks', 'server', 'web', 'launch', 'test', 'bench']

/** Tests of pure decisions: `shared`, `networks` but for the adapters' suites (they speak to a peer), and the server's rules. */
const UNIT = /^(shared|networks|web\/src|launch)\/|\.rules\.test\.ts$/

const SUITE = /(^|[/.-])suite\.test\.ts$/

/**
 * The test files of a run, by their path in the clone.
 * @param only parts of paths: a file belongs when it contains one of them; all when empty
 */
export function testFiles(root: string, unit: boolean, only: string[]): string[] {
  const patterns = WORKSPACES.map((folder) => `${folder}/**/*.test.{ts,mjs}`)
  return globSync(patterns, { cwd: root, exclude: (path) => path.includes('node_modules') })
    .filter((path) => !unit || (UNIT.test(path) && !SUITE.test(path)))
    .filter((path) => only.length === 0 || only.some((part) => path.includes(part)))
    .sort(slowFirst)
}

/** Journeys and faults take longest: begun first, the other lane works beside them and no one waits for them at the end. */
function slowFirst(a: string, b: string): number {
  const slow = (path: string) => (/^(web\/e2e|test\/)/.test(path) ? 0 : 1)
  return slow(a) - slow(b) || a.localeCompare(b)
}
