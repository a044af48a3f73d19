import { t } from '#i18n/t.ts'
import { toast } from '#ui/toast.tsx'
import { type Content, same } from './content.ts'
import type { Saver } from './saver.ts'

/** Changes something at once and says so with an Undo. The way back never takes what was typed since. */
export type Swap = (next: Partial<Content>, said: string) => void

export function swapWith(saver: Saver, change: (next: Partial<Content>) => void): Swap {
  return (next, said) => {
    const fields = Object.keys(next) as (keyof Content)[]
    const local = saver.now.queue.local
    const before = Object.fromEntries(fields.map((field) => [field, local[field]])) as Partial<Content>
    change(next)
    toast(said, () => {
      const now = saver.now.queue.local
      if (fields.every((field) => same(now[field], next[field]))) change(before)
      else toast(t('composer.typedOn'))
    })
  }
}
