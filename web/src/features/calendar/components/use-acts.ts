import { useState } from 'react'
import { listed } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { networkName } from '#ui/network-mark.tsx'
import { toast } from '#ui/toast.tsx'
import { type Done, useCancelPost, useMoveBack, useMovePost } from '../api/calendar.ts'
import { type To, wayBack } from '../move.ts'
import { dayShort, timeOf } from '../names.ts'
import type { Item } from '../stand.ts'

export interface Acted {
  busy: boolean
  /** Why the last act was not done, or not on every channel. */
  error: unknown
  /** Where it was not done, in words, if it was done elsewhere. */
  partly: string | null
  move: (item: Item, to: To, then?: () => void) => void
  cancel: (item: Item, then?: () => void) => void
  forget: () => void
}

/** Moves and cancels posts; says what was done with a way back, and keeps what was not done for a notice. */
export function useActs(handle: string, zone: string): Acted {
  const [moving, cancelling, back] = [useMovePost(handle, zone), useCancelPost(handle, zone), useMoveBack(handle)]
  const [trouble, setTrouble] = useState<{ error: unknown; partly: string | null }>({ error: null, partly: null })
  const forget = () => setTrouble({ error: null, partly: null })

  /** True if all was done. */
  const took = ({ done, failed }: Done, title: string): boolean => {
    const where = listed([...new Set(failed.map(({ network }) => networkName(network)))])
    if (failed.length > 0)
      setTrouble({ error: failed[0]!.error, partly: done.length > 0 ? t('calendar.notOn', { title, where }) : null })
    return failed.length === 0
  }
  const titleOf = (item: Item) => item.title || t('calendar.untitled')
  return {
    ...trouble,
    busy: moving.isPending || cancelling.isPending,
    forget,
    move: (item, to, then) => {
      forget()
      moving.mutate(
        { item, to },
        {
          onError: (error) => setTrouble({ error, partly: null }),
          onSuccess: (result) => {
            const title = titleOf(item)
            // Somebody else was faster: there is nothing left to move.
            if (result.done.length + result.failed.length === 0) {
              then?.()
              return setTrouble({ error: null, partly: t('calendar.nothingMoved', { title }) })
            }
            const first = result.done[0]?.when
            const steps = wayBack(result.done, Date.now())
            const undo = steps && (() => back.mutate(steps, { onSuccess: (undone) => took(undone, title) }))
            if (first)
              toast(
                t('calendar.moved', { title, day: dayShort(first.date), time: timeOf(`${first.date}T${first.time}`) }),
                undo ?? undefined,
              )
            if (took(result, title)) then?.()
          },
        },
      )
    },
    cancel: (item, then) => {
      forget()
      cancelling.mutate(item.post, {
        onError: (error) => setTrouble({ error, partly: null }),
        onSuccess: (result) => {
          if (result.done.length > 0) toast(t('calendar.cancelled', { title: titleOf(item) }))
          if (took(result, titleOf(item))) then?.()
        },
      })
    },
  }
}
