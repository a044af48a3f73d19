/** What stands alone: each plays one story and answers what was seen; it throws where the promise is broken. */
import { plannedStories } from './singles-planned.ts'
import { sendingStories } from './singles-sending.ts'
import { workerStories } from './singles-workers.ts'

export interface Story {
  name: string
  /** Answers the evidence, in words that stay the same from run to run. */
  play(): Promise<string>
}

export const stories: Story[] = [...workerStories, ...sendingStories, ...plannedStories]
