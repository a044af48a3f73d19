/** English (American library English), complete: every other language has these keys. One file for each feature. */
import { app } from './app.ts'
import { calendar } from './calendar.ts'
import { channels } from './channels.ts'
import { composer } from './composer.ts'
import { post } from './post.ts'
import { posts } from './posts.ts'
import { reason } from './reason.ts'
import { session } from './session.ts'
import { settings } from './settings.ts'
import { setup } from './setup.ts'
import { today } from './today.ts'
import { ui } from './ui.ts'

export const en = {
  ...ui,
  ...reason,
  ...app,
  ...session,
  ...setup,
  ...today,
  ...settings,
  ...calendar,
  ...channels,
  ...composer,
  ...post,
  ...posts,
} as const
