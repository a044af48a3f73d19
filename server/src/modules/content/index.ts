import { fileOperations } from './files.routes.ts'
import { postOperations } from './posts.routes.ts'
import { submitOperations } from './submit.routes.ts'

export const contentOperations = [...postOperations, ...submitOperations, ...fileOperations]
export { follow, TooManyTurns } from './follow.ts'
export { countUrgently, postUrgently, type UrgentCount } from './urgent-post.ts'
