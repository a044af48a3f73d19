import { isClash } from '#app/problem.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'

/** Somebody saved before: the error says it above, and here a person chooses whose stands. Nothing where it went otherwise. */
export function Overtaken({ error, onTheirs, onMine }: { error: unknown; onTheirs: () => void; onMine: () => void }) {
  if (!isClash(error)) return null
  return (
    <div className="line">
      <Button onClick={onTheirs}>{t('hours.takeTheirs')}</Button>
      <Button kind="plain" onClick={onMine}>
        {t('hours.saveMine')}
      </Button>
    </div>
  )
}
