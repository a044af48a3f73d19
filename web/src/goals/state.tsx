import { t } from '#i18n/t.ts'
import type { IconName } from '#ui/icon.tsx'
import { type Hue, Mark } from '#ui/state-mark.tsx'
import type { GoalState } from './types.ts'
import { stateWord } from './words.ts'

const looks: Record<GoalState, { hue: Hue; icon: IconName }> = {
  met: { hue: 'done', icon: 'flag' },
  'on-track': { hue: 'done', icon: 'circle-check' },
  'at-risk': { hue: 'wait', icon: 'triangle-alert' },
  missed: { hue: 'trouble', icon: 'circle-x' },
  'no-data': { hue: 'unknown', icon: 'circle-help' },
}

/** How a goal stands: icon, word and hue. A closed one says so and nothing else. */
export function GoalMark({ state, closed, boxed }: { state: GoalState; closed: boolean; boxed?: boolean }) {
  if (closed)
    return (
      <Mark icon="lock" boxed={boxed}>
        {t('goals.state.closed')}
      </Mark>
    )
  const { hue, icon } = looks[state]
  return (
    <Mark hue={hue} icon={icon} boxed={boxed}>
      {t(stateWord[state])}
    </Mark>
  )
}
