import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Branch, Closure } from '#app/api.types.ts'
import { useHere } from '#app/here.ts'
import { clock, dayIn, longDate, regionName, shortDate } from '#i18n/format.ts'
import { currentLocale, t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Check, SelectField, TextField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { Section } from '#ui/section.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { toast } from '#ui/toast.tsx'
import { closuresQuery, holidaysQuery, useAddClosure, useRemoveClosure } from '../api/hours.ts'
import { toCome } from '../closures.ts'

/** A day is a day: no zone moves it. */
const dayWords = (day: string) => longDate(`${day}T12:00:00Z`, 'UTC')
/** `January 1`, of every year. */
const yearDay = (day: string) =>
  new Intl.DateTimeFormat(currentLocale(), { timeZone: 'UTC', month: 'long', day: 'numeric' }).format(
    new Date(`${day}T12:00:00Z`),
  )
const clockOf = (time: string) => clock(`2024-01-01T${time.slice(0, 5)}:00Z`, 'UTC')
const shortDay = (day: string) => shortDate(`${day}T12:00:00Z`, 'UTC')

export function ClosedPart({ handle, branches }: { handle: string; branches: Branch[] }) {
  const { zone } = useHere()
  const closures = useQuery(closuresQuery(handle))
  const data = toCome(closures.data ?? [], dayIn(new Date().toISOString(), zone))
  return (
    <Section title={t('hours.closedDays')} count={data.length || undefined} id="closed" className="part roomy">
      {data.length > 0 && (
        <ul className="rows">
          {data.map((one) => (
            <OneClosure key={one.id} handle={handle} closure={one} branches={branches} />
          ))}
        </ul>
      )}
      <NewClosure handle={handle} branches={branches} />
    </Section>
  )
}

function OneClosure({ handle, closure, branches }: { handle: string; closure: Closure; branches: Branch[] }) {
  const add = useAddClosure(handle)
  const { id, first, last, reason, yearly, starts, ends } = closure
  const where =
    closure.branch === null ? t('hours.everywhere') : branches.find((one) => one.id === closure.branch)?.name
  const [long, short] = yearly ? [yearDay, yearDay] : [dayWords, shortDay]
  const days = first === last ? long(first) : t('hours.fromTo', { first: short(first), last: short(last) })
  const again = {
    branch: closure.branch,
    first,
    last,
    reason,
    yearly,
    ...(closure.holiday !== null && { holiday: closure.holiday }),
    ...(starts !== null && { starts, ends }),
  }
  const remove = useRemoveClosure(handle, () => toast(t('hours.removed', { reason }), () => add.mutate(again)))
  return (
    <li className="row wide bare">
      <div>
        <h3>{reason}</h3>
        <p className="small muted">
          {[
            days,
            starts && ends && t('hours.partOfDay', { starts: clockOf(starts), ends: clockOf(ends) }),
            yearly && t('hours.everyYear'),
            where,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <FormTrouble error={remove.error} />
      </div>
      <div className="act">
        <Button
          kind="plain"
          busy={remove.isPending}
          onClick={() => remove.mutate(id)}
          aria-label={t('hours.openAfterAllOf', { reason })}
        >
          {t('hours.openAfterAll')}
        </Button>
      </div>
    </li>
  )
}

function NewClosure({ handle, branches }: { handle: string; branches: Branch[] }) {
  // Only what it added itself empties the form: a holiday that is accepted meanwhile, or a colleague's day, leaves what is typed.
  const add = useAddClosure(handle, () => {
    form.empty()
    setYearly(false)
    setPart(false)
  })
  const form = useForm({ first: '', last: '', reason: '', branch: '', starts: '', ends: '' }, add.error)
  const [yearly, setYearly] = useState(false)
  const [part, setPart] = useState(false)
  const submit = form.onSubmit(({ first, last, reason, branch, starts, ends }) =>
    add.mutate({
      first,
      ...(last !== '' && { last }),
      reason,
      yearly,
      branch: branch === '' ? null : branch,
      // One time alone is refused at the field of the other.
      ...(part && { starts: starts || null, ends: ends || null }),
    }),
  )
  return (
    <form className="stack" onSubmit={submit} ref={form.ref}>
      <div className="two">
        <TextField {...form.field('first')} label={t('hours.first')} type="date" required />
        <TextField {...form.field('last')} label={t('hours.lastIf')} type="date" />
        <TextField {...form.field('reason')} label={t('hours.reason')} autoComplete="off" required />
        {branches.length > 0 && (
          <SelectField {...form.field('branch')} label={t('hours.place')}>
            <option value="">{t('hours.everywhere')}</option>
            {branches.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
        )}
      </div>
      <Check label={t('hours.part')} checked={part} onChange={setPart} />
      {part && (
        <div className="two">
          <TextField {...form.field('starts')} label={t('hours.closedFrom')} type="time" required />
          <TextField {...form.field('ends')} label={t('hours.closedUntil')} type="time" required />
        </div>
      )}
      <Check label={t('hours.yearly')} checked={yearly} onChange={setYearly} />
      <FormTrouble error={add.error} names={form.names} />
      <div className="line">
        <Button type="submit" icon="plus" busy={add.isPending}>
          {t('hours.addClosed')}
        </Button>
      </div>
    </form>
  )
}

/** Public holidays of a place, proposed; a library is open on some of them, so each is accepted by itself. */
export function HolidaysPart({ handle }: { handle: string }) {
  const [place, setPlace] = useState<string | null>(null)
  const [year, setYear] = useState<number | null>(null)
  const found = useQuery(holidaysQuery(handle, place, year))
  const accept = useAddClosure(handle)
  const { data } = found
  const [country = '', state = ''] = (data?.place ?? '').split('-')
  return (
    <Section title={t('hours.holidays')} id="holidays" className="part roomy">
      <p>{t('hours.holidaysText')}</p>
      {found.isPending && <Skeleton lines={[40, 100, 100]} />}
      <FormTrouble error={found.error ?? accept.error} />
      {data && (
        <>
          <div className="two">
            <SelectField
              label={t('hours.country')}
              hint={data.guessed && data.place ? t('hours.guessed') : undefined}
              value={country}
              onChange={setPlace}
            >
              {data.place === null && <option value="">{t('hours.choosePlace')}</option>}
              {countriesByName(data.places).map(({ code, name }) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </SelectField>
            {data.states.length > 0 && (
              <SelectField
                label={t('hours.state')}
                value={state}
                onChange={(code) => setPlace(code === '' ? country : `${country}-${code}`)}
              >
                <option value="">{t('hours.wholeCountry')}</option>
                {data.states.map(({ code, name }) => (
                  <option key={code} value={code}>
                    {name}
                  </option>
                ))}
              </SelectField>
            )}
          </div>
          <ul className="rows">
            {data.items.map((one) => (
              <li className="row wide bare" key={one.holiday + one.date}>
                <div>
                  <h3>{one.name}</h3>
                  <p className="small muted">{dayWords(one.date)}</p>
                </div>
                <div className="act">
                  {one.accepted ? (
                    <span className="small muted">{t('hours.accepted')}</span>
                  ) : (
                    <Button
                      busy={accept.isPending && accept.variables?.first === one.date}
                      aria-label={t('hours.closeOn', {
                        what: t(one.fixed ? 'hours.closeYearly' : 'hours.close'),
                        name: one.name,
                        day: dayWords(one.date),
                      })}
                      onClick={() =>
                        accept.mutate({
                          branch: null,
                          first: one.date,
                          reason: one.name,
                          yearly: one.fixed,
                          holiday: one.holiday,
                        })
                      }
                    >
                      {one.fixed ? t('hours.closeYearly') : t('hours.close')}
                    </Button>
                  )}
                </div>
              </li>
            ))}
          </ul>
          <div className="line">
            <Button onClick={() => setYear(data.year + 1)}>
              {t('hours.nextYear', { year: String(data.year + 1) })}
            </Button>
          </div>
        </>
      )}
    </Section>
  )
}

/** In the reader's language, and in its order. States are named as their own country does. */
const countriesByName = (places: { code: string; name: string }[]) =>
  places
    .map(({ code, name }) => ({ code, name: regionName(code, name) }))
    .sort((one, other) => one.name.localeCompare(other.name, currentLocale()))
