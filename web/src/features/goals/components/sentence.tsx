import type { Goal } from '#goals/types.ts'
import { channelName, measureName } from '#goals/words.ts'
import { dayName, figure } from '#i18n/format.ts'
import { rich } from '#i18n/rich.tsx'
import { t } from '#i18n/t.ts'

/** The goal in one sentence, as it was stated, with where its beginning comes from. */
export function Sentence({ goal, objective }: { goal: Goal; objective: string | null }) {
  const { baseline, target, channel, due, owner } = goal
  const because = goal.why || objective
  const parts = {
    measure: <b>{measureName(goal)}</b>,
    where: <b dir="auto">{channel ? channelName(channel) : t('goals.allChannels')}</b>,
    baseline: <b>{figure(baseline.value)}</b>,
    target: <b>{figure(target)}</b>,
    due: <b>{dayName(due)}</b>,
  }
  const up = target > baseline.value
  return (
    <div className="index">
      <p className="sentence said">
        {up ? rich('goals.raise', parts) : rich('goals.lower', parts)}
        {because && (
          <>
            {' '}
            {t('goals.because')} <b dir="auto">{because}</b>
          </>
        )}
      </p>
      <p className="small muted">
        {baseline.how === 'own' && baseline.from && baseline.to
          ? t('goals.ownBaseline', {
              value: figure(baseline.value),
              from: dayName(baseline.from),
              to: dayName(baseline.to),
              count: baseline.n ?? 1,
            })
          : t('goals.typedBaseline', { value: figure(baseline.value) })}{' '}
        {owner && t('goals.owner', { name: owner.name })}
      </p>
    </div>
  )
}
