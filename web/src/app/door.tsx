import type { ReactNode } from 'react'
import { t } from '#i18n/t.ts'
import { Toasts } from '#ui/toast.tsx'

/** The frame of the pages before a library: sign in, set up, join. */
export function Door({ children }: { children: ReactNode }) {
  return (
    <>
      <a className="skip" href="#main">
        {t('app.skip')}
      </a>
      <header className="top">
        <span className="word">{t('app.name')}</span>
      </header>
      <main id="main" className="door" tabIndex={-1}>
        {children}
      </main>
      <Toasts />
    </>
  )
}
