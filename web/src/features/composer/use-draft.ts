import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { room } from '#app/address.ts'
import type { Drawer } from '#app/drawer.ts'
import { postQuery } from '#posts/api.ts'
import type { Post } from '#posts/types.ts'
import { sendDraft } from './api/send.ts'
import type { Content } from './content.ts'
import { forgetTab, keep, readKept, tabName } from './kept.ts'
import { existing, isUnsaved, newPost, reopened } from './save-queue.ts'
import { Saver, type Saving } from './saver.ts'

/**
 * The draft on this page: what was kept in the browser joined with what the server has. A new post gets its address
 * without a new page, so that nobody loses the place where she types.
 */
export function useDraft(drawer: Drawer, post: Post | null, start: Content): Saving & { saver: Saver } {
  const { handle } = drawer
  const client = useQueryClient()
  const [saver] = useState(() => {
    let name = post?.id ?? tabName(drawer)
    const kept = readKept(drawer, name)
    const queue = post ? (kept ? reopened(kept, post) : existing(post)) : (kept ?? newPost(start))
    const known = (now: Post) => client.setQueryData(postQuery(handle, now.id).queryKey, now)
    const page = location.pathname
    return new Saver(queue, {
      send: async (request) => {
        const now = await sendDraft(request)
        known(now)
        return now
      },
      keep: (copy) => keep(drawer, name, copy),
      created: (now) => {
        keep(drawer, name, null)
        forgetTab(drawer)
        name = now.id
        client.invalidateQueries({ queryKey: [handle, 'today'] })
        // Not through the router: it would take the focus to the top of a new page.
        if (location.pathname === page) history.replaceState(history.state, '', room.write(handle, now.id))
      },
      newKey: () =>
        [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
    })
  })
  const now = useSyncExternalStore(saver.subscribe, saver.snapshot)

  useEffect(() => {
    const again = () => saver.again()
    const leave = (event: BeforeUnloadEvent) => {
      if (isUnsaved(saver.now.queue)) event.preventDefault()
    }
    saver.start()
    addEventListener('online', again)
    addEventListener('beforeunload', leave)
    return () => {
      removeEventListener('online', again)
      removeEventListener('beforeunload', leave)
      saver.stop()
    }
  }, [saver])
  return { ...now, saver }
}
