export { forgetOperations } from './forget.routes.ts'
export { launchOperations } from './launch.routes.ts'
