export { bulletinAdapter } from './adapter.ts'
export { bulletinPages } from './bulletin.pages.ts'
