/**
 * Lets the app open without a network: its page and the scripts that were used before. What a library's rooms show is never
 * kept here: it belongs to who is signed in, and old figures would pass for new ones.
 */
const KEPT = 'shelftalker-pages-1'
/** Scripts of versions long gone are dropped, oldest first. */
const MOST = 120
/** A network that does not answer within this time counts as none. In ms. */
const PATIENCE = 4000

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(KEPT)
      .then((kept) => kept.add('/app/'))
      .then(() => self.skipWaiting()),
  )
})

self.addEventListener('activate', (event) => {
  const drop = async () => {
    for (const name of await caches.keys()) if (name !== KEPT) await caches.delete(name)
    await self.clients.claim()
  }
  event.waitUntil(drop())
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  // Names with their digest: what was fetched once is right for ever.
  if (pathname.startsWith('/assets/')) event.respondWith(keptFirst(request))
  else if (request.mode === 'navigate' && pathname.startsWith('/app')) event.respondWith(networkFirst(request))
})

async function keptFirst(request) {
  const kept = await caches.open(KEPT)
  const found = await kept.match(request)
  if (found) return found
  const answer = await fetch(request)
  if (answer.ok) {
    await kept.put(request, answer.clone())
    const all = await kept.keys()
    for (const old of all.filter(({ url }) => url.includes('/assets/')).slice(0, -MOST)) await kept.delete(old)
  }
  return answer
}

/** Every address of the app is the same page. */
async function networkFirst(request) {
  const kept = await caches.open(KEPT)
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) })
    if (answer.ok) await kept.put('/app/', answer.clone())
    return answer
  } catch (error) {
    const found = await kept.match('/app/')
    if (found) return found
    throw error
  }
}
