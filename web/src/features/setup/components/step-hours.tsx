import { useState } from 'react'
import { useHere } from '#app/here.ts'
import { Problem } from '#app/problem.ts'
import { type PlainKey, t } from '#i18n/t.ts'
import { Check, SelectField, TextField } from '#ui/field.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { useMark, useQuickHours } from '../api/first-run.ts'
import { lineOf, QUICK, type Quick, weekOf } from '../steps.ts'
import { StepFrame } from './step-frame.tsx'
import type { Ways } from './ways.ts'

const lines: { line: keyof Quick; word: PlainKey; opens: PlainKey; closes: PlainKey }[] = [
  { line: 'weekdays', word: 'setup.weekdays', opens: 'setup.weekdaysOpen', closes: 'setup.weekdaysClose' },
  { line: 'saturday', word: 'setup.saturday', opens: 'setup.saturdayOpen', closes: 'setup.saturdayClose' },
  { line: 'sunday', word: 'setup.sunday', opens: 'setup.sundayOpen', closes: 'setup.sundayClose' },
]
const kinds = ['public', 'academic', 'school', 'special', 'national', 'other'] as const

/** What kind of library, and when its door is open: closings, the calendar and the proposed week go by it. */
export function StepHours({ onNext, onSkip, onBack }: Ways) {
  const { handle } = useHere()
  const [kind, setKind] = useState<(typeof kinds)[number]>('public')
  const [quick, setLines] = useState(QUICK)
  const save = useQuickHours(handle)
  const mark = useMark(handle)
  const setQuick = (next: Quick) => {
    setLines(next)
    // The error was about what stood there before.
    save.reset()
  }
  const week = weekOf(quick)
  const wrong = (line: keyof Quick) =>
    save.error instanceof Problem
      ? (save.error.fields.find(({ path }) => lineOf(path, week) === line)?.message ?? null)
      : null
  const next = async () => {
    await save.mutateAsync(week)
    await mark.mutateAsync({ step: 'hours', kind })
    onNext()
  }
  return (
    <StepFrame
      title={t('setup.hoursTitle')}
      text={t('setup.hoursText')}
      next={t('setup.next')}
      busy={save.isPending || mark.isPending}
      onNext={() => void next().catch(() => {})}
      onSkip={onSkip}
      onBack={onBack}
    >
      <SelectField label={t('setup.kind')} value={kind} onChange={(value) => setKind(value as typeof kind)}>
        {kinds.map((one) => (
          <option key={one} value={one}>
            {t(`setup.kind.${one}`)}
          </option>
        ))}
      </SelectField>
      {lines.map(({ line, word, opens, closes }) => (
        <fieldset className="day-line" key={line}>
          <legend className="sr">{t(word)}</legend>
          <Check
            label={t(word)}
            checked={quick[line] !== null}
            onChange={(on) => setQuick({ ...quick, [line]: on ? (QUICK[line] ?? QUICK.saturday) : null })}
          />
          {quick[line] && (
            <div className="two-in-a-row">
              <TextField
                label={t(opens)}
                type="time"
                required
                value={quick[line].opens}
                onChange={(value) => setQuick({ ...quick, [line]: { ...quick[line], opens: value } })}
              />
              <TextField
                label={t(closes)}
                type="time"
                required
                value={quick[line].closes}
                error={wrong(line)}
                onChange={(value) => setQuick({ ...quick, [line]: { ...quick[line], closes: value } })}
              />
            </div>
          )}
        </fieldset>
      ))}
      <FormTrouble
        error={save.error ?? mark.error}
        names={save.error instanceof Problem ? save.error.fields.map(({ path }) => path) : []}
      />
    </StepFrame>
  )
}
