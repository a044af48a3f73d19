import { relative } from 'node:path'
import { inspect } from 'node:util'

/** What node:test tells of one test, as far as we read it. */
export type Told = {
  name: string
  file?: string
  line?: number
  skip?: string | boolean
  todo?: string | boolean
  details: { type?: string; error?: unknown }
}

/** Gathers what the tests tell and prints it for people: a line a file, failures whole at the end, then the counts. */
export class Report {
  passed = 0
  failed = 0
  skipped = 0
  #failures: Told[] = []
  #skips: Told[] = []
  #root: string
  #print: (line: string) => void

  /** @param root what paths are shown from */
  constructor(root: string, print: (line: string) => void) {
    this.#root = root
    this.#print = print
  }

  pass(test: Told): void {
    if (test.skip !== undefined || test.todo !== undefined) {
      this.skipped++
      this.#skips.push(test)
    } else if (test.details.type !== 'suite') this.passed++
  }

  fail(test: Told): void {
    // A parent fails because its children did; they are told already.
    if (failureType(test.details.error) === 'subtestsFailed') return
    // Known not to work yet.
    if (test.todo !== undefined) this.pass(test)
    else {
      this.failed++
      this.#failures.push(test)
      this.#print(`✖ ${this.#path(test)}: ${this.#title(test)}`)
    }
  }

  /** A file is done. */
  file(file: string, tests: number, ms: number): void {
    this.#print(`  ${this.#path({ file })}  ${tests} tests, ${(ms / 1000).toFixed(1)} s`)
  }

  /** What a test file writes by itself. */
  output(file: string | undefined, text: string): void {
    for (const line of text.trimEnd().split('\n')) this.#print(`  ${this.#path({ file })} | ${line}`)
  }

  /** The end: skips with their reasons, failures whole, and the counts as the one last line. */
  end(): void {
    if (this.#skips.length > 0) this.#print('\nSkipped:')
    for (const test of this.#skips) {
      const reason = test.skip ?? test.todo
      this.#print(`  ${this.#path(test)}: ${test.name}${typeof reason === 'string' && reason ? ` (${reason})` : ''}`)
    }
    if (this.#failures.length > 0) this.#print('\nFailed:')
    for (const test of this.#failures) {
      this.#print(`\n✖ ${this.#title(test)}\n  ${this.#path(test)}${test.line ? `:${test.line}` : ''}`)
      this.#print(tell(test.details.error).replaceAll(/^/gm, '    '))
    }
    this.#print(`\n${this.passed} passed, ${this.failed} failed, ${this.skipped} skipped`)
  }

  #path({ file }: { file?: string | undefined }): string {
    return file ? relative(this.#root, file) : '(run)'
  }

  /** node:test names a failure outside of every test after its file. */
  #title(test: Told): string {
    return test.name === test.file ? 'the file itself (what it wrote stands above)' : test.name
  }
}

function failureType(error: unknown): unknown {
  return error instanceof Error && 'failureType' in error ? error.failureType : undefined
}

/** node:test wraps what a test threw into an error of its own. */
function tell(error: unknown): string {
  const inner = failureType(error) !== undefined && error instanceof Error ? (error.cause ?? error) : error
  return typeof inner === 'string' ? inner : inspect(inner, { depth: 6 })
}
