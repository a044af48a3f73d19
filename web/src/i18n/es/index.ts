/** Spanish: what is drawn first, and where the words of each room are. A key that is missing is read in English. */
import type { Rooms } from '../rooms.ts'
import { app } from './app.ts'
import { posts } from './posts.ts'
import { reason } from './reason.ts'
import type { Spanish } from './spanish.ts'
import { today } from './today.ts'
import { trouble } from './trouble.ts'
import { ui } from './ui.ts'

export const core: Spanish = { ...ui, ...reason, ...app, ...today, ...posts, ...trouble }

export const rooms: Rooms = {
  session: async () => (await import('./session.ts')).session,
  setup: async () => (await import('./setup.ts')).setup,
  settings: async () => (await import('./settings.ts')).settings,
  calendar: async () => (await import('./calendar.ts')).calendar,
  channels: async () => (await import('./channels.ts')).channels,
  composer: async () => (await import('./composer.ts')).composer,
  checks: async () => (await import('./checks.ts')).checks,
  notices: async () => (await import('./notices.ts')).notices,
  goals: async () => (await import('./goals.ts')).goals,
  inbox: async () => (await import('./inbox.ts')).inbox,
  reports: async () => (await import('./reports.ts')).reports,
  people: async () => (await import('./people.ts')).people,
  leaving: async () => (await import('./leaving.ts')).leaving,
  post: async () => (await import('./post.ts')).post,
  hours: async () => (await import('./hours.ts')).hours,
  closing: async () => (await import('./closing.ts')).closing,
}
