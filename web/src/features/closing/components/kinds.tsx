import { type PlainKey, t } from '#i18n/t.ts'
import { Icon, type IconName } from '#ui/icon.tsx'
import type { ClosingKind } from '../choice.ts'

export const kinds: { value: ClosingKind; word: PlainKey; icon: IconName }[] = [
  { value: 'snow', word: 'closing.kind.snow', icon: 'snowflake' },
  { value: 'power', word: 'closing.kind.power', icon: 'zap' },
  { value: 'safety', word: 'closing.kind.safety', icon: 'shield' },
  { value: 'holiday', word: 'closing.kind.holiday', icon: 'calendar-x' },
  { value: 'other', word: 'closing.kind.other', icon: 'ellipsis' },
]
export const iconOf = (kind: string): IconName => kinds.find(({ value }) => value === kind)?.icon ?? 'flag'

/** Five, in reach of one thumb. */
export function Kinds({ value, onChange }: { value: ClosingKind; onChange: (kind: ClosingKind) => void }) {
  return (
    <fieldset className="question">
      <legend>{t('closing.what')}</legend>
      <div className="kinds">
        {kinds.map((kind) => (
          <label className="pick" key={kind.value}>
            <input type="radio" name="kind" checked={kind.value === value} onChange={() => onChange(kind.value)} />
            <Icon name={kind.icon} />
            <span>{t(kind.word)}</span>
            <span className="tick">
              <Icon name="check" />
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
