import { fileOperations } from './files.routes.ts'
import { postOperations } from './posts.routes.ts'
import { submitOperations } from './submit.routes.ts'

export const contentOperations = [...postOperations, ...submitOperations, ...fileOperations]
