export { launchOperations } from './launch.routes.ts'
