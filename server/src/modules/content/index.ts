import { postOperations } from './posts.routes.ts'

export const contentOperations = [...postOperations]
export { createPost } from './create-post.ts'
export { getPost } from './post.view.ts'
export { updatePost } from './update-post.ts'
