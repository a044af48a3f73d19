import { useState } from 'react'
import { useHere } from '#app/here.ts'
import { currentIn } from '#app/problem.ts'
import type { Plan, WholeGoal } from '#goals/types.ts'
import { dayName, figure } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { SelectField, TextField } from '#ui/field.tsx'
import { Fold } from '#ui/fold.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { toast } from '#ui/toast.tsx'
import { useChangeGoal, useCloseGoal, useReopenGoal } from '../api/goals.ts'
import { numberFrom } from '../asking.ts'
import { ObjectiveOptions } from './objective-options.tsx'

/** Another target, another day, another reason; or its end. What it said before is kept by the server. */
export function ChangePart({ goal, plans }: { goal: WholeGoal; plans: Plan[] }) {
  // What is being typed is not taken away by what somebody else saves meanwhile: it rests on the goal as it stood then.
  const [base, setBase] = useState(goal)
  const [typing, setTyping] = useState(false)
  if (typing && goal.closed) setTyping(false)
  if (!typing && base.version !== goal.version) setBase(goal)
  const touched = () => setTyping(true)
  return (
    <div className="noprint" onInput={touched} onSubmit={touched}>
      <Fold line={t('goals.change')}>
        {goal.closed ? (
          <Closed goal={goal} />
        ) : (
          <div key={base.version} className="stack roomy">
            <Change goal={base} plans={plans} onKept={() => setTyping(false)} />
            <Close goal={base} />
          </div>
        )}
      </Fold>
    </div>
  )
}

/** The goal as somebody else left it meanwhile: saving again writes over that. */
type Stated = Pick<WholeGoal, 'version' | 'target' | 'due'>
function Clash({ error }: { error: unknown }) {
  const current = currentIn<Stated>(error)
  return (
    current && (
      <p className="small">{t('goals.nowSays', { target: figure(current.target), due: dayName(current.due) })}</p>
    )
  )
}

function Change({ goal, plans, onKept }: { goal: WholeGoal; plans: Plan[]; onKept: () => void }) {
  const { handle } = useHere()
  const change = useChangeGoal(handle)
  const [none, setNone] = useState(false)
  const form = useForm(
    {
      name: goal.name ?? '',
      target: String(goal.target),
      due: goal.due,
      why: goal.why,
      objective: goal.objective ?? '',
    },
    change.error,
  )
  const send = ({ name, target, due, why, objective }: typeof form.values) => {
    const value = numberFrom(target)
    setNone(value === null)
    if (value === null) return
    change.mutate(
      {
        goal: goal.id,
        version: (currentIn<Stated>(change.error) ?? goal).version,
        name: name.trim() || null,
        target: value,
        due,
        why,
        objective: objective || null,
      },
      {
        onSuccess: () => {
          onKept()
          toast(t('goals.changed'))
        },
      },
    )
  }
  const target = form.field('target')
  return (
    <form ref={form.ref} className="stack" onSubmit={form.onSubmit(send)} noValidate>
      <TextField label={t('goals.name')} hint={t('goals.nameHint')} maxLength={200} {...form.field('name')} />
      <TextField
        label={t('goals.target')}
        inputMode="decimal"
        {...target}
        error={none ? t('goals.notANumber') : target.error}
      />
      <TextField label={t('goals.due')} type="date" {...form.field('due')} />
      <SelectField label={t('goals.objective')} {...form.field('objective')}>
        <ObjectiveOptions plans={plans} />
      </SelectField>
      <TextField label={t('goals.why')} maxLength={1000} {...form.field('why')} />
      <FormTrouble error={change.error} names={form.names} />
      <Clash error={change.error} />
      <div className="line">
        <Button type="submit" busy={change.isPending}>
          {t('goals.save')}
        </Button>
      </div>
    </form>
  )
}

function Close({ goal }: { goal: WholeGoal }) {
  const { handle } = useHere()
  const close = useCloseGoal(handle)
  const form = useForm({ reason: '' }, close.error)
  const send = ({ reason }: { reason: string }) =>
    close.mutate({ goal: goal.id, version: (currentIn<Stated>(close.error) ?? goal).version, reason })
  return (
    <form ref={form.ref} className="stack" onSubmit={form.onSubmit(send)} noValidate>
      <TextField label={t('goals.learned')} hint={t('goals.learnedHint')} maxLength={1000} {...form.field('reason')} />
      <FormTrouble error={close.error} names={form.names} />
      <Clash error={close.error} />
      <div className="line">
        <Button type="submit" busy={close.isPending}>
          {t('goals.close')}
        </Button>
      </div>
    </form>
  )
}

function Closed({ goal }: { goal: WholeGoal }) {
  const { handle } = useHere()
  const reopen = useReopenGoal(handle)
  return (
    <div className="stack">
      <FormTrouble error={reopen.error} />
      <div className="line">
        <Button busy={reopen.isPending} onClick={() => reopen.mutate({ goal: goal.id, version: goal.version })}>
          {t('goals.reopen')}
        </Button>
      </div>
    </div>
  )
}
