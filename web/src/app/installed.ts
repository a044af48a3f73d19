/** The name that public/app/service-worker.js keeps pages under. */
const KEPT = 'shelftalker-pages-1'

/**
 * Makes the app open without a network: the worker answers for its page and scripts, and gets what this visit loaded before
 * the worker was there. Where a browser offers none (no https, a private window) the app works as before.
 */
export async function openWithoutNetwork(): Promise<void> {
  // In development it would show yesterday's pages.
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  try {
    await navigator.serviceWorker.register('/app/service-worker.js')
    await navigator.serviceWorker.ready
    // Also what is still on its way just now: a request that began before the worker stood does not pass through it.
    new PerformanceObserver((seen) => void keep(seen.getEntries())).observe({ type: 'resource', buffered: true })
  } catch {}
}

async function keep(loaded: PerformanceEntryList): Promise<void> {
  const ours = loaded
    .map(({ name }) => new URL(name))
    .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith('/assets/'))
  // Nearly all that a visit loads is answers and pictures.
  if (ours.length === 0) return
  try {
    const kept = await caches.open(KEPT)
    for (const { href } of ours) if (!(await kept.match(href))) await kept.add(href)
  } catch {}
}
