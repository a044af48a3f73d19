export {
  type AccountRow,
  accountFrom,
  accountOf,
  accountRow,
  accountRows,
  markConnection,
  sealSecret,
} from './accounts.ts'
export { addBulletin } from './add-bulletin.ts'
export { channelOperations } from './channels.routes.ts'
export { checkDueConnections } from './check-channel.ts'
export { clientPages } from './client.pages.ts'
export { ownOrigin } from './own-origin.ts'
export { type ChannelFor, channelsFor } from './questions.ts'
export { forgetPending } from './start-sign-in.ts'
