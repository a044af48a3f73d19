import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { TESTING } from './order.mjs'

/**
 * @typedef {{path: string, text: string, code: string, imports: {name: string, target: string | null, line: number}[], testing: boolean}} Source
 * `code` is the text without comments; `target` the imported file in the clone, null for packages and what Node brings.
 */

/** All sources of the four workspaces. @returns {Source[]} */
export function readSources(root) {
  return ['shared/src', 'networks/src', 'server/src', 'web/src']
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true })
        .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
        .filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !path.includes('node_modules'))
        .sort(),
    )
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8')
      const code = withoutComments(text)
      return { path, text, code, imports: importsOf(path, code), testing: TESTING.test(path) }
    })
}

/** Blanks comments and keeps the lines, so that what is found can be told by its line. */
function withoutComments(text) {
  // Strings first, or `'https://…'` would begin a comment.
  return text.replaceAll(
    /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g,
    (found) => (found.startsWith('/') ? found.replaceAll(/[^\n]/g, ' ') : found),
  )
}

/** The line of a place in a text, counted from 1. */
export function lineAt(text, index) {
  return text.slice(0, index).split('\n').length
}

function importsOf(path, code) {
  const found = code.matchAll(/\b(?:from|import)\s*\(?\s*(['"])([^'"\n]+)\1/g)
  return [...found].map((match) => ({
    name: match[2],
    target: resolve(path, match[2]),
    line: lineAt(code, match.index),
  }))
}

function resolve(path, name) {
  if (name.startsWith('.')) return posix.join(dirname(path), name)
  if (name.startsWith('#')) return posix.join(path.split('/')[0], 'src', name.slice(1))
  const own = /^@shelftalker\/(\w+)\/(.+)$/.exec(name)
  return own ? `${own[1]}/src/${own[2]}` : null
}
