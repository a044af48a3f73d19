import { type ReactNode, useState } from 'react'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'

/** A long list begins with its first; the button that shows the rest stays where it is and takes it back. */
export function ShowAll<Item>({
  items,
  first,
  children,
}: {
  items: Item[]
  /** How many stand there before somebody asks; one or two more are shown at once. */
  first: number
  children: (shown: Item[]) => ReactNode
}) {
  const [all, setAll] = useState(false)
  const few = items.length > first + 2
  return (
    <>
      {children(few && !all ? items.slice(0, first) : items)}
      {few && (
        <div className="noprint">
          <Button aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? t('goals.showFewer') : t('goals.showAll', { count: items.length })}
          </Button>
        </div>
      )}
    </>
  )
}
