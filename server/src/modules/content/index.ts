import { fileOperations } from './files.routes.ts'
import { postOperations } from './posts.routes.ts'
import { submitOperations } from './submit.routes.ts'

export const contentOperations = [...postOperations, ...submitOperations, ...fileOperations]
export { createPost } from './create-post.ts'
export { getPost } from './post.view.ts'
export { submitPost } from './submit-post.ts'
export { titleOf } from './title.rules.ts'
export { updatePost } from './update-post.ts'
