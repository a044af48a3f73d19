import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { room } from '#app/address.ts'
import type { Hours, Library } from '#app/api.types.ts'
import { Loading, NotLoaded } from '#app/boundary.tsx'
import { useHere } from '#app/here.ts'
import { isClash, Problem } from '#app/problem.ts'
import { hoursQuery, libraryQuery } from '#app/query.ts'
import { type PlainKey, t } from '#i18n/t.ts'
import { Check, SelectField, TextField } from '#ui/field.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { useMark, useQuickHours } from '../api/first-run.ts'
import { lineOf, QUICK, type Quick, quickOf, weekOf } from '../steps.ts'
import { StepFrame } from './step-frame.tsx'
import type { Ways } from './ways.ts'

const lines: { line: keyof Quick; word: PlainKey; opens: PlainKey; closes: PlainKey }[] = [
  { line: 'weekdays', word: 'setup.weekdays', opens: 'setup.weekdaysOpen', closes: 'setup.weekdaysClose' },
  { line: 'saturday', word: 'setup.saturday', opens: 'setup.saturdayOpen', closes: 'setup.saturdayClose' },
  { line: 'sunday', word: 'setup.sunday', opens: 'setup.sundayOpen', closes: 'setup.sundayClose' },
]
type Kind = (typeof kinds)[number]
const kinds = ['public', 'academic', 'school', 'special', 'national', 'other'] as const

/** What kind of library, and when its door is open: closings, the calendar and the proposed week go by it. It begins with what is saved. */
export function StepHours(ways: Ways) {
  const { handle } = useHere()
  const library = useQuery(libraryQuery(handle))
  const hours = useQuery(hoursQuery(handle))
  const own = hours.data?.find(({ branch }) => branch === null)
  if (library.data && own) return <HoursForm {...ways} library={library.data} own={own} />
  const failed = [library, hours].find(({ isError }) => isError)
  return failed ? <NotLoaded again={() => failed.refetch()} /> : <Loading />
}

function HoursForm({ onNext, onSkip, onBack, library, own }: Ways & { library: Library; own: Hours }) {
  const { handle } = useHere()
  const [chosen, setChosen] = useState<Kind | null>(null)
  // What is typed names the version that it was typed over.
  const [typed, setTyped] = useState<{ quick: Quick; version: number } | null>(null)
  const save = useQuickHours(handle)
  const mark = useMark(handle)
  const kind = chosen ?? library.kind ?? 'public'
  // null: three lines cannot say what is saved, so they do not write over it either.
  const quick = typed?.quick ?? (own.week ? quickOf(own.week) : QUICK)
  const setQuick = (next: Quick) => {
    setTyped({ quick: next, version: typed?.version ?? own.version })
    // The error was about what stood there before.
    save.reset()
  }
  const week = quick && weekOf(quick)
  const wrong = (line: keyof Quick) =>
    week && save.error instanceof Problem
      ? (save.error.fields.find(({ path }) => lineOf(path, week) === line)?.message ?? null)
      : null
  const next = async () => {
    try {
      if (week && (typed || !own.week)) await save.mutateAsync({ ...week, version: typed?.version ?? own.version })
      setTyped(null)
    } catch (error) {
      // Somebody was faster: what they saved is shown, with the words that say so.
      if (isClash(error)) setTyped(null)
      throw error
    }
    await mark.mutateAsync({ step: 'hours', ...(kind !== library.kind && { kind }) })
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
      <SelectField label={t('setup.kind')} value={kind} onChange={(value) => setChosen(value as Kind)}>
        {kinds.map((one) => (
          <option key={one} value={one}>
            {t(`setup.kind.${one}`)}
          </option>
        ))}
      </SelectField>
      {quick ? (
        lines.map(({ line, word, opens, closes }) => (
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
        ))
      ) : (
        <p>
          {t('setup.ownHours')} <Link to={room.hours(handle)}>{t('setup.toHours')}</Link>
        </p>
      )}
      <FormTrouble
        error={save.error ?? mark.error}
        names={save.error instanceof Problem ? save.error.fields.map(({ path }) => path) : []}
      />
    </StepFrame>
  )
}
