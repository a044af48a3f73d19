import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openApi } from './http/openapi.ts'
import { allOperations } from './operations.ts'
import { VERSION } from './version.ts'

export const OPENAPI_FILE = join(import.meta.dirname, '../../openapi.json')
export const openApiText = (): string => `${JSON.stringify(openApi(allOperations(), VERSION), null, 1)}\n`

/** @param check only compares; the process ends with 1 if the file is stale. */
export async function writeOpenApi(check: boolean): Promise<void> {
  const text = openApiText()
  if (!check) return writeFile(OPENAPI_FILE, text)
  if ((await readFile(OPENAPI_FILE, 'utf8').catch(() => '')) === text) return
  process.stderr.write('server/openapi.json is stale: npm run openapi\n')
  process.exitCode = 1
}
