import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

/** One of a few answers, all in sight (six at most): real radios, on by fill and tick. */
export function Picks<Value extends string>({
  legend,
  hint,
  name,
  value,
  choices,
  onChange,
}: {
  legend: string
  hint?: string
  name: string
  value: Value
  choices: { value: Value; word: ReactNode }[]
  onChange: (value: Value) => void
}) {
  return (
    <fieldset className="field">
      <legend>{legend}</legend>
      {hint && <span className="hint">{hint}</span>}
      <div className="picks">
        {choices.map((choice) => (
          <label className="pick" key={choice.value}>
            <input type="radio" name={name} checked={choice.value === value} onChange={() => onChange(choice.value)} />
            <span>{choice.word}</span>
            <span className="tick">
              <Icon name="check" />
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
