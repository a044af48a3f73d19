/**
 * English (American library English), complete: every other language has these keys. One file for each feature. A page
 * loads `core.ts` and the words of its own feature (`router.tsx`); this file is for types, tests and other languages.
 */
import { calendar } from './calendar.ts'
import { channels } from './channels.ts'
import { checks } from './checks.ts'
import { closing } from './closing.ts'
import { composer } from './composer.ts'
import { core } from './core.ts'
import { goals } from './goals.ts'
import { hours } from './hours.ts'
import { inbox } from './inbox.ts'
import { leaving } from './leaving.ts'
import { notices } from './notices.ts'
import { people } from './people.ts'
import { post } from './post.ts'
import { reports } from './reports.ts'
import { session } from './session.ts'
import { settings } from './settings.ts'
import { setup } from './setup.ts'

export const en = {
  ...core,
  ...session,
  ...setup,
  ...settings,
  ...calendar,
  ...channels,
  ...closing,
  ...composer,
  ...checks,
  ...hours,
  ...notices,
  ...goals,
  ...inbox,
  ...reports,
  ...people,
  ...leaving,
  ...post,
} as const
