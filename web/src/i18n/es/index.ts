/** Spanish: one journey, whole catalogues at a time. What is not here yet is read in English, key by key. */
import { app } from './app.ts'
import { checks } from './checks.ts'
import { composer } from './composer.ts'
import { post } from './post.ts'
import { posts } from './posts.ts'
import { reason } from './reason.ts'
import { session } from './session.ts'
import { setup } from './setup.ts'
import type { Spanish } from './spanish.ts'
import { today } from './today.ts'
import { ui } from './ui.ts'

export const es: Spanish = {
  ...ui,
  ...reason,
  ...app,
  ...today,
  ...posts,
  ...session,
  ...composer,
  ...post,
  ...checks,
  ...setup,
}
