export { bulletinAdapter } from './adapter.ts'
