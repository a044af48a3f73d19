export { bulletinAdapter } from './adapter.ts'
export { bulletinPages } from './bulletin.pages.ts'
export { pageTitle, slugOf } from './title.rules.ts'
