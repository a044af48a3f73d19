import { useHere } from '#app/here.ts'
import { figure, zoneName } from '#i18n/format.ts'
import { rich } from '#i18n/rich.tsx'
import { t } from '#i18n/t.ts'
import { type Shown, sumOf } from '../sift.ts'

/** The span in one line, and whose clock it is. */
export function Sum({ shown, grid }: { shown: Shown[]; grid: boolean }) {
  const { zone } = useHere()
  const { out, ahead, asks } = sumOf(shown)
  const bold = (count: number) => ({ count: <b className="num">{figure(count)}</b> })
  return (
    <p className="sum small">
      <span>{rich('calendar.sumOut', bold(out))}</span>
      <span>{rich('calendar.sumAhead', bold(ahead))}</span>
      {asks > 0 && <span>{rich('calendar.sumAsks', bold(asks))}</span>}
      <span className="muted">
        {t('ui.zone', { zone: zoneName(zone) })} {grid && t('calendar.howToMove')}
      </span>
    </p>
  )
}
