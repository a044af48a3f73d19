import type { Trouble } from '@shelftalker/networks/port.ts'
import type { Missing } from '@shelftalker/shared/measures/dictionary.ts'

/** What stands in the place of a figure after a trouble that will not go by itself. */
export function missingOf(trouble: Trouble): Missing {
  if (trouble.kind === 'gone') return 'gone'
  if (trouble.kind === 'not-allowed' || trouble.kind === 'refused') return 'not-allowed'
  return 'unreadable'
}
