/** The web pages as `npm run dev` serves them: Vite's own server, with no product behind it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer as createNetServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer } from 'vite'

const WEB = join(import.meta.dirname, '../..')

export async function startDevelopment(): Promise<{ address: string; stop(): Promise<void> }> {
  // What Vite prepares is kept apart from that of somebody who works in the same tree.
  const cacheDir = mkdtempSync(join(tmpdir(), 'shelftalker-vite-'))
  const port = await freePort()
  const vite = await createServer({
    root: WEB,
    configFile: join(WEB, 'vite.config.ts'),
    cacheDir,
    logLevel: 'error',
    server: { host: '127.0.0.1', port, hmr: false, watch: null },
  })
  await vite.listen()
  return {
    address: `http://127.0.0.1:${port}`,
    async stop() {
      await vite.close()
      rmSync(cacheDir, { recursive: true, force: true })
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const probe = createNetServer()
    probe.once('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const at = probe.address()
      probe.close(() => (at && typeof at === 'object' ? found(at.port) : failed(new Error('no port is free'))))
    })
  })
}
