import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { room } from '#app/address.ts'
import { useHere } from '#app/here.ts'
import type { Plan } from '#goals/types.ts'
import { channelName, measureName } from '#goals/words.ts'
import { dayIn, dayName, figure } from '#i18n/format.ts'
import { rich } from '#i18n/rich.tsx'
import { t } from '#i18n/t.ts'
import { Button, ButtonLink } from '#ui/button.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { Icon } from '#ui/icon.tsx'
import { Notice } from '#ui/notice.tsx'
import { baselineQuery, useMakeGoal } from '../api/goals.ts'
import { channelsFor, choiceOf, choicesFor, keyOf, maySpan, numberFrom } from '../asking.ts'
import { ObjectiveOptions } from './objective-options.tsx'
import { Slot } from './slot.tsx'

interface PostingChannel {
  id: string
  name: string
  network: string
  manual: boolean
}
const ALL = 'all'

/** A goal made in one sentence. The baseline is proposed from the library's own figures until somebody types another. */
export function GoalForm({ channels, plans }: { channels: PostingChannel[]; plans: Plan[] }) {
  const { handle, zone } = useHere()
  const navigate = useNavigate()
  const choices = choicesFor(channels)
  const make = useMakeGoal(handle)
  const first = choices.find(({ measure }) => measure === 'engagement.comments') ?? choices[0]
  // A proposal stands until the field is touched: then it is what was typed, also where that is nothing.
  const [ownWords, setOwnWords] = useState(false)
  const [typed, setTyped] = useState<Partial<Record<string, string>>>({})
  const form = useForm(
    {
      measure: first ? keyOf(first) : '',
      channel: first ? (channelsFor(channels, first.measure)[0]?.id ?? '') : '',
      baseline: '',
      target: '',
      due: yearOn(dayIn(new Date().toISOString(), zone)),
      objective: '',
      why: '',
    },
    make.error,
  )
  const choice = choiceOf(form.values.measure)
  const where = channelsFor(channels, choice.measure)
  const channel = form.values.channel === ALL ? null : form.values.channel
  const proposal = useQuery({ ...baselineQuery(handle, { ...choice, channel }), enabled: first !== undefined }).data
  const own = proposal && proposal.value !== null && !ownWords ? proposal.value : null
  const baseline = own ?? numberFrom(form.values.baseline)
  const target = numberFrom(form.values.target)
  if (!first) return <Notice icon="info" title={t('goals.noChannel')} text={t('goals.noChannelText')} />

  const proposeAnew = () => {
    setOwnWords(false)
    form.set('baseline', '')
  }
  const chooseMeasure = (key: string) => {
    const next = channelsFor(channels, choiceOf(key).measure)
    form.set('measure', key)
    proposeAnew()
    const kept =
      next.some(({ id }) => id === form.values.channel) ||
      (form.values.channel === ALL && maySpan(choiceOf(key).measure, next))
    if (!kept) form.set('channel', next[0]?.id ?? '')
  }
  const send = () => {
    const none: Partial<Record<string, string>> = {}
    if (baseline === null) none.baseline = t('goals.baselineMissing')
    if (target === null) none.target = t('goals.targetMissing')
    setTyped(none)
    if (baseline === null || target === null) {
      form.ref.current?.querySelector<HTMLElement>(`[name=${baseline === null ? 'baseline' : 'target'}]`)?.focus()
      return
    }
    const { objective, why, due } = form.values
    const from =
      own !== null && proposal
        ? { value: own, n: proposal.n, from: proposal.from, to: proposal.to, how: 'own' as const }
        : { value: baseline, n: null, from: null, to: null, how: 'typed' as const }
    make.mutate(
      { ...choice, channel, objective: objective || null, why, baseline: from, target, due },
      { onSuccess: ({ id }) => navigate(room.goal(handle, id)) },
    )
  }
  const fields = { measure: form.field('measure'), channel: form.field('channel'), baseline: form.field('baseline') }
  const more = {
    target: form.field('target'),
    due: form.field('due'),
    why: form.field('why'),
    objective: form.field('objective'),
  }
  const all = { ...fields, ...more }
  const errorOf = (name: keyof typeof all) => typed[name] ?? all[name].error
  const change = (name: keyof typeof all) => (value: string) => {
    setTyped((before) => ({ ...before, [name]: undefined }))
    form.set(name, value)
  }
  const parts = {
    measure: (
      <Slot name={t('goals.measureLabel')} error={errorOf('measure')}>
        {(belongs) => (
          <select
            className="pick-in"
            name="measure"
            value={form.values.measure}
            {...belongs}
            onChange={(event) => chooseMeasure(event.target.value)}
          >
            {choices.map((one) => (
              <option key={keyOf(one)} value={keyOf(one)}>
                {measureName(one)}
              </option>
            ))}
          </select>
        )}
      </Slot>
    ),
    where: (
      <Slot name={t('goals.channel')} error={errorOf('channel')}>
        {(belongs) => (
          <select
            className="pick-in"
            name="channel"
            value={form.values.channel}
            {...belongs}
            onChange={(event) => {
              form.set('channel', event.target.value)
              proposeAnew()
            }}
          >
            {where.map((one) => (
              <option key={one.id} value={one.id}>
                {channelName(one)}
              </option>
            ))}
            {maySpan(choice.measure, where) && <option value={ALL}>{t('goals.allChannels')}</option>}
          </select>
        )}
      </Slot>
    ),
    baseline: (
      <Slot name={t('goals.baseline')} error={errorOf('baseline')}>
        {(belongs) => (
          <input
            className="pick-in short"
            name="baseline"
            inputMode="decimal"
            autoComplete="off"
            value={own !== null ? String(own) : form.values.baseline}
            {...belongs}
            onChange={(event) => {
              setOwnWords(true)
              change('baseline')(event.target.value)
            }}
          />
        )}
      </Slot>
    ),
    target: (
      <Slot name={t('goals.target')} error={errorOf('target')}>
        {(belongs) => (
          <input
            className="pick-in short"
            name="target"
            inputMode="decimal"
            autoComplete="off"
            value={form.values.target}
            {...belongs}
            onChange={(event) => change('target')(event.target.value)}
          />
        )}
      </Slot>
    ),
    due: (
      <Slot name={t('goals.due')} error={errorOf('due')}>
        {(belongs) => (
          <input
            className="pick-in"
            type="date"
            name="due"
            value={form.values.due}
            {...belongs}
            onChange={(event) => change('due')(event.target.value)}
          />
        )}
      </Slot>
    ),
  }
  const objectives = plans.some((plan) => plan.priorities.some((one) => one.objectives.length > 0))
  const errors = (Object.keys(all) as (keyof typeof all)[]).flatMap((name) => errorOf(name) ?? [])
  return (
    <form ref={form.ref} className="stack roomy" onSubmit={form.onSubmit(send)} noValidate>
      <div className="index">
        <div className="sentence said">
          {baseline !== null && target !== null && target < baseline
            ? rich('goals.lower', parts)
            : rich('goals.raise', parts)}{' '}
          {t('goals.because')}{' '}
          {objectives && (
            <Slot name={t('goals.objective')} error={errorOf('objective')}>
              {(belongs) => (
                <select
                  className="pick-in"
                  name="objective"
                  value={form.values.objective}
                  {...belongs}
                  onChange={(event) => change('objective')(event.target.value)}
                >
                  <ObjectiveOptions plans={plans} />
                </select>
              )}
            </Slot>
          )}{' '}
          <Slot name={t('goals.why')} error={errorOf('why')}>
            {(belongs) => (
              <input
                className="pick-in long"
                name="why"
                maxLength={1000}
                placeholder={t('goals.whyExample')}
                value={form.values.why}
                {...belongs}
                onChange={(event) => change('why')(event.target.value)}
              />
            )}
          </Slot>
        </div>
        <p className="small muted" aria-live="polite">
          {own !== null && proposal?.from && proposal.to
            ? choice.per === 'now'
              ? t('goals.proposedNow', { value: figure(own), on: dayName(proposal.to) })
              : t('goals.proposed', {
                  value: figure(own),
                  months: proposal.months ?? 0,
                  from: dayName(proposal.from),
                  to: dayName(proposal.to),
                  count: proposal.n ?? 0,
                })
            : proposal && proposal.value === null
              ? t('goals.nothingProposed', { why: t(`goals.why.${proposal.why ?? 'no-figures'}`) })
              : ''}
        </p>
      </div>
      {errors.length > 0 && (
        <div role="alert">
          <ul className="slot-errors">
            {errors.map((message) => (
              <li key={message} className="error">
                <Icon name="octagon-alert" /> {message}
              </li>
            ))}
          </ul>
        </div>
      )}
      <FormTrouble error={make.error} names={form.names} />
      <div className="line">
        <Button type="submit" kind="ink" icon="target" busy={make.isPending}>
          {t('goals.make')}
        </Button>
        <ButtonLink kind="plain" to={room.goals(handle)}>
          {t('ui.cancel')}
        </ButtonLink>
      </div>
    </form>
  )
}

/** A year from a day, at the end of that month: whole months count. */
function yearOn(day: string): string {
  const [year, month] = day.split('-').map(Number) as [number, number]
  return new Date(Date.UTC(year + 1, month, 0)).toISOString().slice(0, 10)
}
