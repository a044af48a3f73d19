import type { ClosingPreview } from '#app/api.types.ts'
import { clock, longDate } from '#i18n/format.ts'
import { type PlainKey, t } from '#i18n/t.ts'
import { Check, TextField } from '#ui/field.tsx'
import { Icon } from '#ui/icon.tsx'
import { type Choice, mayBeLate, type UntilChoice } from '../choice.ts'

const words: Record<UntilChoice, PlainKey> = {
  today: 'closing.until.today',
  noon: 'closing.until.noon',
  tomorrow: 'closing.until.tomorrow',
  time: 'closing.until.time',
  open: 'closing.until.open',
}

export function Until({
  choices,
  choice,
  opensAgain,
  zone,
  trouble,
  onChange,
}: {
  choices: UntilChoice[]
  choice: Choice
  opensAgain: ClosingPreview['opensAgain'] | undefined
  zone: string
  trouble: string | null
  onChange: (change: Partial<Choice>) => void
}) {
  return (
    <fieldset className="question">
      <legend>{t('closing.untilWhen')}</legend>
      <div className="picks two-in-a-row">
        {choices.map((one) => (
          <label className="pick" key={one}>
            <input type="radio" name="until" checked={one === choice.until} onChange={() => onChange({ until: one })} />
            <span>{t(words[one])}</span>
            <span className="tick">
              <Icon name="check" />
            </span>
          </label>
        ))}
      </div>
      {trouble !== null && choice.until !== 'time' && (
        <div className="field">
          <span className="error" role="alert">
            <Icon name="octagon-alert" />
            <span>{trouble}</span>
          </span>
        </div>
      )}
      {choice.until === 'time' && (
        <div className="two-in-a-row">
          <TextField
            label={t('ui.day')}
            type="date"
            value={choice.date}
            onChange={(date) => onChange({ date })}
            error={trouble}
            required
          />
          <TextField
            label={t('ui.time')}
            type="time"
            value={choice.time}
            onChange={(time) => onChange({ time })}
            required
          />
        </div>
      )}
      {mayBeLate(choice) && (
        <Check label={t('closing.late')} checked={choice.late} onChange={(late) => onChange({ late })} />
      )}
      {opensAgain && (
        <p className="small muted">
          {opensAgain.branch
            ? t('closing.opensAgainAt', {
                day: longDate(opensAgain.at, zone),
                time: clock(opensAgain.at, zone),
                branch: opensAgain.branch,
              })
            : t('closing.opensAgain', { day: longDate(opensAgain.at, zone), time: clock(opensAgain.at, zone) })}
        </p>
      )}
    </fieldset>
  )
}
