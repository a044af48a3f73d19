/** Who may touch which table: the owner writes; `*.view.ts` and the crossing room may read the others'. */
import { CROSSING } from './order.mjs'
import { lineAt } from './sources.mjs'

/** The frame's tables are declared in schema/frame.ts and belong to app/. */
const FRAME = 'app'

/** Table → room, from the `…Tables` interfaces of server/src/db/schema/<room>.ts. */
function tableOwners(sources) {
  const owners = new Map()
  for (const { path, code } of sources) {
    const room = /^server\/src\/db\/schema\/([\w-]+)\.ts$/.exec(path)?.[1]
    if (!room) continue
    for (const [, body] of code.matchAll(/interface \w+Tables \{\n([\s\S]*?)\n\}/g))
      for (const [, table] of body.matchAll(/^ {2}(\w+): /gm)) owners.set(table, room === 'frame' ? FRAME : room)
  }
  return owners
}

/**
 * What may touch a table that is not its own, each with its reason. Short, and meant to stay so.
 * Publishing says "it is out" in the statement that makes it so: one write for each post that goes out instead of two. What begins a release
 * asks for the pauses of library, channel and installation in the very statement, so that none can come in between.
 */
const EXCEPTIONS = {
  'server/src/modules/publishing/settle.ts': ['fact'],
  'server/src/modules/publishing/settle-together.ts': ['fact'],
  'server/src/modules/publishing/begin-together.ts': ['installation', 'library', 'channel'],
}

const READS =
  /(?<!\b(?:Buffer|Array)\.)\b(?:selectFrom|from|using|\w*[jJ]oin(?:Lateral)?)\(\s*\[?\s*(['"`])(\w+)(?:\s+as\s+\w+)?\1/g
const WRITES = /\b(?:insertInto|updateTable|deleteFrom|mergeInto|replaceInto)\(\s*(['"`])(\w+)(?:\s+as\s+\w+)?\1/g
/** Raw SQL, as well as words can tell: what stands after from, join, into and update inside a template with `sql` or in a query's text. */
const RAW = /(?:\bsql(?:<[^`]*>)?|\bquery(?:<[^`(]*>)?\()\s*([`'"])([\s\S]*?)\1/g
const RAW_READS = /\b(?:from|join)\s+(?:only\s+)?(?:public\.)?(\w+)/gi
const RAW_WRITES = /\b(?:insert\s+into|update|delete\s+from)\s+(?:only\s+)?(?:public\.)?(\w+)/gi

/** @param {import('./sources.mjs').Source[]} sources */
export function checkTables(sources) {
  const owners = tableOwners(sources)
  return sources
    .filter(({ path, testing }) => !testing && roomOf(path) !== null)
    .flatMap((source) => ofFile(source, owners))
}

/** A module, or the frame. What stands in db/ (migrations, backup) works on all tables alike. */
function roomOf(path) {
  return /^server\/src\/modules\/([^/]+)\//.exec(path)?.[1] ?? (path.startsWith('server/src/app/') ? FRAME : null)
}

function ofFile({ path, code }, owners) {
  const room = roomOf(path)
  const mayRead = path.endsWith('.view.ts') || room === CROSSING
  const wrong = new Set()
  const say = (kind, table, index) => {
    const owner = owners.get(table)
    if (EXCEPTIONS[path]?.includes(table)) return
    if (owner === undefined || owner === room || (kind === 'reads' && mayRead)) return
    const who = kind === 'reads' ? `only ${owner}, *.view.ts and ${CROSSING} may` : `only ${owner} may`
    wrong.add(`${path}:${lineAt(code, index)} ${kind} the table ${table}: ${who}`)
  }
  for (const match of code.matchAll(WRITES)) say('writes', match[2], match.index)
  for (const match of code.matchAll(READS)) say('reads', match[2], match.index)
  for (const { 2: sql, index } of code.matchAll(RAW)) {
    for (const [, table] of sql.matchAll(RAW_WRITES)) say('writes', table, index)
    for (const [, table] of sql.replaceAll(/\b(?:delete|distinct)\s+from\b/gi, '').matchAll(RAW_READS))
      say('reads', table, index)
  }
  return [...wrong]
}
