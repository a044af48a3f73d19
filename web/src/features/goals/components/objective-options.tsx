import type { Plan } from '#goals/types.ts'
import { t } from '#i18n/t.ts'

/** What a goal can serve, by the priority that it belongs to. */
export function ObjectiveOptions({ plans }: { plans: Plan[] }) {
  const priorities = plans.flatMap((plan) => plan.priorities)
  return (
    <>
      <option value="">{t('goals.noObjective')}</option>
      {priorities.map((priority) => (
        <optgroup key={priority.id} label={priority.name}>
          {priority.objectives
            .filter((one) => !one.retired)
            .map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
        </optgroup>
      ))}
    </>
  )
}
