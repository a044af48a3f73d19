import '@fontsource-variable/atkinson-hyperlegible-next/wght.css'
import '@fontsource-variable/literata/opsz.css'
import './ui/css/index.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Boundary } from './app/boundary.tsx'
import { openWithoutNetwork } from './app/installed.ts'
import { queries } from './app/query.ts'
import { Router } from './app/router.tsx'
import { showTheme } from './app/theme.ts'
import { startLanguage } from './i18n/language.ts'

showTheme()
await startLanguage()
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Boundary of="app">
        <Router />
      </Boundary>
    </QueryClientProvider>
  </StrictMode>,
)
openWithoutNetwork()
