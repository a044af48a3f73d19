export { deskOperations } from './desk.routes.ts'
