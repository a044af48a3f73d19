/** The words of what is loaded first: the frame, the door, Today, and what every feature uses. */
import { app } from './app.ts'
import { posts } from './posts.ts'
import { reason } from './reason.ts'
import { session } from './session.ts'
import { today } from './today.ts'
import { ui } from './ui.ts'

export const core = { ...ui, ...reason, ...app, ...session, ...today, ...posts } as const
