import { useState } from 'react'
import type { Branch, Hours, Week } from '#app/api.types.ts'
import { Problem, troubleAt } from '#app/problem.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { SelectField, TextField } from '#ui/field.tsx'
import { Fold } from '#ui/fold.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { Section } from '#ui/section.tsx'
import { useSetHours } from '../api/hours.ts'
import { Overtaken } from './overtaken.tsx'
import { WeekTable } from './week-table.tsx'

const EMPTY: Week = { regular: [], seasons: [] }

/** Hours of one place at a time: the library's own, or a branch's. */
export function HoursPart({ handle, branches, hours }: { handle: string; branches: Branch[]; hours: Hours[] }) {
  const [place, setPlace] = useState('')
  const of = hours.find((one) => (one.branch ?? '') === place)
  return (
    <Section title={t('hours.week')} id="week" className="part roomy">
      {branches.length > 0 && (
        <SelectField label={t('hours.place')} hint={t('hours.placeHint')} value={place} onChange={setPlace}>
          <option value="">{t('hours.everywhere')}</option>
          {branches.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      )}
      {of && <HoursForm key={place} handle={handle} of={of} />}
    </Section>
  )
}

function HoursForm({ handle, of }: { handle: string; of: Hours }) {
  // What is typed stays whatever others save meanwhile, and names the version that it was typed over.
  const [draft, setDraft] = useState<{ week: Week; version: number } | null>(null)
  const save = useSetHours(handle, of.branch, () => setDraft(null))
  const week = draft?.week ?? of.week ?? EMPTY
  const version = draft?.version ?? of.version
  const setWeek = (next: Week) => setDraft({ week: next, version })
  const [sent, setSent] = useState<Week | null>(null)
  // An error is about what was sent: what is typed since has none yet.
  const trouble = (path: string) => (sent === week ? troubleAt(save.error, path) : null)
  const named = save.error instanceof Problem ? save.error.fields.map(({ path }) => path) : []
  const season = (at: number, change: Partial<Week['seasons'][number]>) =>
    setWeek({ ...week, seasons: week.seasons.map((one, i) => (i === at ? { ...one, ...change } : one)) })
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        setSent(week)
        save.mutate({ ...week, version })
      }}
    >
      {of.branch !== null && of.version === 0 && <p className="small muted">{t('hours.asLibrary')}</p>}
      {of.week === null && <p className="small muted">{t('hours.unknown')}</p>}
      <WeekTable
        spans={week.regular}
        path="regular"
        trouble={trouble}
        onChange={(regular) => setWeek({ ...week, regular })}
      />
      {week.seasons.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a season has no other name that stays while its name is typed.
        <Fold key={at} open line={one.name || t('hours.season')}>
          <div className="stack">
            <TextField
              label={t('hours.seasonName')}
              value={one.name}
              onChange={(name) => season(at, { name })}
              error={trouble(`seasons.${at}.name`)}
              required
            />
            <div className="two">
              <TextField
                label={t('hours.first')}
                type="date"
                value={one.from}
                onChange={(from) => season(at, { from })}
                error={trouble(`seasons.${at}.from`)}
                required
              />
              <TextField
                label={t('hours.last')}
                type="date"
                value={one.until}
                onChange={(until) => season(at, { until })}
                error={trouble(`seasons.${at}.until`)}
                required
              />
            </div>
            <WeekTable
              spans={one.spans}
              path={`seasons.${at}.spans`}
              trouble={trouble}
              onChange={(spans) => season(at, { spans })}
            />
            <div className="line">
              <Button
                kind="plain"
                icon="trash-2"
                onClick={() => setWeek({ ...week, seasons: week.seasons.filter((_, i) => i !== at) })}
              >
                {t('hours.removeSeason')}
              </Button>
            </div>
          </div>
        </Fold>
      ))}
      <FormTrouble error={save.error} names={named} />
      <Overtaken
        error={draft && save.error}
        onTheirs={() => {
          setDraft(null)
          save.reset()
        }}
        onMine={() => save.mutate({ ...week, version: of.version })}
      />
      <div className="line">
        <Button kind="ink" type="submit" busy={save.isPending}>
          {t('hours.save')}
        </Button>
        <Button
          icon="plus"
          onClick={() =>
            setWeek({ ...week, seasons: [...week.seasons, { name: '', from: '', until: '', spans: week.regular }] })
          }
        >
          {t('hours.addSeason')}
        </Button>
      </div>
    </form>
  )
}
