import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { api, take } from '#app/api.ts'
import type { Present } from '#app/api.types.ts'

export type Place = Present['place']
const BEAT_MS = 10_000

/** One name a tab, for as long as it lives. */
const tab = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/**
 * Says that this tab has the post open, and answers who else has. Every ten seconds, when the place changes, and when somebody
 * comes or goes (heard of by the live stream). Leaving is said as the page closes.
 * @param post null: the server does not know it yet
 */
export function usePresence(handle: string, post: string | null, place: Place): Present[] {
  const at = useRef(place)
  at.current = place
  const { data, refetch } = useQuery({
    queryKey: [handle, 'presence', post],
    queryFn: async () =>
      (
        await take(
          api.PUT('/posts/{post}/presence', {
            params: { path: { post: post ?? '' } },
            body: { tab, place: at.current },
          }),
        )
      ).items,
    enabled: post !== null,
    refetchInterval: BEAT_MS,
    retry: false,
    staleTime: 0,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place is said at once
  useEffect(() => {
    if (post !== null) refetch()
  }, [place, post, refetch])
  useEffect(() => {
    if (post === null) return
    const leave = () => {
      fetch(`/api/v1/posts/${post}/presence/end`, {
        method: 'POST',
        keepalive: true,
        headers: { 'content-type': 'application/json', 'shelftalker-request': '1', 'shelftalker-library': handle },
        body: JSON.stringify({ tab }),
      }).catch(() => undefined)
    }
    addEventListener('pagehide', leave)
    return () => {
      removeEventListener('pagehide', leave)
      leave()
    }
  }, [post, handle])
  return data ?? []
}

/** The part of the page in which the person last was, by the name that its frame carries. */
export function usePlace(): { place: Place; onFocus: (event: { target: EventTarget }) => void } {
  const [place, setPlace] = useState<Place>('reading')
  return {
    place,
    onFocus: ({ target }) => {
      const found = target instanceof Element ? target.closest<HTMLElement>('[data-place]')?.dataset.place : undefined
      if (found) setPlace(found as Place)
    },
  }
}
