export { forgetRecipient } from './forget.ts'
export { tellHeldSending } from './held-sending.ts'
export { noticeListeners } from './notices.listeners.ts'
export { noticeOperations } from './notices.routes.ts'

export { settleNotices } from './settle.ts'
