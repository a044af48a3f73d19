/** The words of what is loaded first: the frame, Today, and what every feature uses. */
import { app } from './app.ts'
import { posts } from './posts.ts'
import { reason } from './reason.ts'
import { today } from './today.ts'
import { ui } from './ui.ts'

export const core = { ...ui, ...reason, ...app, ...today, ...posts } as const
