export { alertOperations } from './alerts.routes.ts'
