/** What a signed-in person's browser loads as script until Today stands: by the browser's own account. */
import { gzipSync } from 'node:zlib'
import chromium from '@sparticuz/chromium'
import { chromium as browser } from 'playwright-core'
import type { Figures } from '../figure.ts'
import { startServer } from '../processes.ts'

export async function pageFigures(data: string): Promise<Figures> {
  const server = await startServer({ data })
  const seen = await browser.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  try {
    const page = await seen.newPage()
    const body = {
      library: { name: 'Harbor County Library', handle: 'harbor', zone: 'America/New_York' },
      person: { name: 'Ana', email: 'ana@harbor.example', password: 'four words are enough' },
    }
    const made = await page.request.post(`${server.url}/api/v1/setup`, { data: body })
    if (!made.ok()) throw new Error(`set-up answered ${made.status()}`)
    const scripts: Promise<Buffer>[] = []
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script') scripts.push(response.body())
    })
    await page.goto(`${server.url}/app/harbor/today`, { waitUntil: 'networkidle' }).catch(() => {})
    await page.getByRole('heading', { level: 1 }).waitFor()
    const files = await Promise.all(scripts)
    const sum = (sizes: number[]) => sizes.reduce((total, size) => total + size, 0)
    return {
      firstPageScriptBytes: { value: sum(files.map((file) => file.length)), unit: 'bytes', aim: 480 * 1024 },
      firstPageScriptGzipBytes: {
        value: sum(files.map((file) => gzipSync(file, { level: 9 }).length)),
        unit: 'bytes',
        aim: 150 * 1024,
      },
    }
  } finally {
    await seen.close()
    await server.stop()
  }
}
