import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, take } from '#app/api.ts'
import { currentIn, Problem } from '#app/problem.ts'
import { t } from '#i18n/t.ts'
import type { Planned, Post } from '#posts/types.ts'
import type { Saver } from './saver.ts'

/** Saves first, then hands the saved version over: what goes out is what the person saw. */
export function useSubmit(
  handle: string,
  saver: Saver,
  done: (result: { post: string; channels: string[]; now: boolean }) => void,
) {
  const client = useQueryClient()
  const [busy, setBusy] = useState<'keep' | 'schedule' | 'publish' | null>(null)
  const [error, setError] = useState<unknown>(null)

  const run = async (what: NonNullable<typeof busy>, act: () => Promise<void>): Promise<boolean> => {
    if (busy) return false
    setBusy(what)
    setError(null)
    try {
      await act()
      return true
    } catch (reason) {
      const current = currentIn<Post>(reason)
      if (current) saver.seen(current)
      // A clash of words has its own dialog, and what the saver met it says itself.
      else if (reason !== saver.now.error && saver.now.status !== 'clash') setError(reason)
      return false
    } finally {
      setBusy(null)
    }
  }
  const hand = async (when: 'now' | Planned, channels: string[] | undefined) => {
    const { post, version } = await saver.flush()
    if (post === null || version === null) throw emptyPost()
    const answer = await take(
      api.POST('/posts/{post}/submit', { params: { path: { post } }, body: { when, version, channels } }),
    )
    await Promise.all(
      ['posts', 'deliveries', 'today', 'calendar'].map((name) =>
        client.invalidateQueries({ queryKey: [handle, name] }),
      ),
    )
    done({ post, channels: [...new Set(answer.deliveries.map(({ channel }) => channel))], now: when === 'now' })
  }
  return {
    busy,
    error,
    keep: () => run('keep', async () => void (await saver.flush())),
    /** `channels`: only these; undefined: all that the post names. */
    publish: (channels?: string[]) => run('publish', () => hand('now', channels)),
    schedule: (planned: Planned | null, channels?: string[]) =>
      run('schedule', async () => {
        if (!planned) throw ours('when.date', t('composer.noDay'))
        await hand(planned, channels)
      }),
  }
}

/** Said here in the server's form, so that it stands at its field like any other. */
const ours = (path: string, message: string) =>
  new Problem(422, { detail: message, fields: [{ path, code: 'missing', message }] }, null)
const emptyPost = () => ours('text', t('composer.nothingYet'))
