import { run } from 'node:test'
import type { Report } from './report.ts'

/** A file that hangs is a failure, not a run without end. */
const FILE_MS = 8 * 60_000

/** Runs test files, each in a process of its own, two at a time, and tells the report. */
export async function runFiles(files: string[], report: Report, signal?: AbortSignal): Promise<void> {
  const stream = run({
    files,
    concurrency: 2,
    timeout: FILE_MS,
    signal,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  for await (const { type, data } of stream) {
    if (type === 'test:pass') report.pass(data)
    else if (type === 'test:fail') report.fail(data)
    else if (type === 'test:stdout' || type === 'test:stderr') report.output(data.file, data.message)
    else if (type === 'test:summary' && data.file) report.file(data.file, data.counts.tests, data.duration_ms)
  }
}
