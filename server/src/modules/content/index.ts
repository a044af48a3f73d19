import { adoptOperations } from './adopt.routes.ts'
import { cardOperations } from './card.routes.ts'
import { fileOperations } from './files.routes.ts'
import { peopleOperations } from './people.routes.ts'
import { postOperations } from './posts.routes.ts'
import { submitOperations } from './submit.routes.ts'

export { presenceOperations } from './presence.routes.ts'
export { forgetPresence } from './presence.ts'
export const contentOperations = [
  ...postOperations,
  ...submitOperations,
  ...adoptOperations,
  ...fileOperations,
  ...peopleOperations,
  ...cardOperations,
]
export { postInput } from './content.input.ts'
export { createPost } from './create-post.ts'
export { follow, TooManyTurns } from './follow.ts'
export { countUrgently, postUrgently } from './urgent-post.ts'
