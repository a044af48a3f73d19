import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where `npm run dev` finds the server. */
const server = `http://127.0.0.1:${process.env.SHELFTALKER_PORT ?? '3280'}`

// biome-ignore lint/style/noDefaultExport: Vite reads the default export of this file.
export default defineConfig({
  plugins: [react()],
  build: {
    target: 'es2023',
    // The server's policy allows no data: fonts, and a sprite must have an address: nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { host: '127.0.0.1', strictPort: true, proxy: { '/api': server } },
})
