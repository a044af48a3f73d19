/** What the log says of a verb, in words; verbs without words of their own are shown as they are called. */
import type { PlainKey } from '#i18n/t.ts'

const WORDS = {
  setUp: 'people.did.setUp',
  createLibrary: 'people.did.createLibrary',
  changeLibrary: 'people.did.changeLibrary',
  pauseLibrary: 'people.did.pause',
  resumeLibrary: 'people.did.resume',
  pauseChannel: 'people.did.pauseChannel',
  resumeChannel: 'people.did.resumeChannel',
  createChannel: 'people.did.createChannel',
  updateChannel: 'people.did.updateChannel',
  connectChannel: 'people.did.connectChannel',
  disconnectChannel: 'people.did.disconnectChannel',
  createPost: 'people.did.createPost',
  updatePost: 'people.did.updatePost',
  submitPost: 'people.did.submitPost',
  binPost: 'people.did.binPost',
  restorePost: 'people.did.restorePost',
  uploadFile: 'people.did.uploadFile',
  cancelDelivery: 'people.did.cancel',
  moveDelivery: 'people.did.move',
  settleDelivery: 'people.did.settle',
  createKey: 'people.did.createKey',
  revokeKey: 'people.did.revokeKey',
  invite: 'people.did.invite',
  inviteAgain: 'people.did.inviteAgain',
  withdrawInvitation: 'people.did.withdraw',
  invitationMailed: 'people.did.mailed',
  join: 'people.did.join',
  changeMember: 'people.did.changeMember',
  removeMember: 'people.did.removeMember',
  cutOff: 'people.did.cutOff',
  forgetPerson: 'people.did.forgetPerson',
  changeEmail: 'people.did.changeEmail',
  releaseSending: 'people.did.release',
  declareClosing: 'people.did.closing',
  endClosing: 'people.did.openAgain',
  nameAdministrator: 'people.did.nameAdministrator',
  recover: 'people.did.recover',
  takeWeek: 'people.did.takeWeek',
  createBranch: 'people.did.createBranch',
  updateBranch: 'people.did.updateBranch',
  setHours: 'people.did.setHours',
  addClosure: 'people.did.addClosure',
  removeClosure: 'people.did.removeClosure',
  agreeWords: 'people.did.agreeWords',
  checkChannel: 'people.did.checkChannel',
  updateFile: 'people.did.updateFile',
  publishDeliveryNow: 'people.did.publishNow',
  retryDelivery: 'people.did.retry',
  editDelivery: 'people.did.editDelivery',
  removeDelivery: 'people.did.removeDelivery',
  continueThread: 'people.did.continueThread',
  leaveThread: 'people.did.leaveThread',
  claimDelivery: 'people.did.claim',
  markDeliveryDone: 'people.did.markDone',
  createGoal: 'people.did.createGoal',
  makeGoal: 'people.did.createGoal',
  changeGoal: 'people.did.changeGoal',
  updateGoal: 'people.did.changeGoal',
  closeGoal: 'people.did.closeGoal',
  reopenGoal: 'people.did.reopenGoal',
  updatePlanPart: 'people.did.plan',
  addNote: 'people.did.addNote',
  changeNote: 'people.did.changeNote',
  addOverlay: 'people.did.addOverlay',
  addOverlayFile: 'people.did.addOverlay',
  renameOverlay: 'people.did.renameOverlay',
} as const satisfies Record<string, PlainKey>

export const deedKey = (verb: string): PlainKey | null =>
  Object.hasOwn(WORDS, verb) ? WORDS[verb as keyof typeof WORDS] : null

/** Where the thing stands that was done something to; null: it has no page. */
export function placeOf(
  handle: string,
  subject: { kind: string; id: string | null },
  room: {
    post: (handle: string, id: string) => string
    channel: (handle: string, id: string) => string
    delivery: (handle: string, id: string) => string
    goal: (handle: string, id: string) => string
  },
): string | null {
  if (!subject.id) return null
  if (subject.kind === 'post') return room.post(handle, subject.id)
  if (subject.kind === 'channel') return room.channel(handle, subject.id)
  if (subject.kind === 'delivery') return room.delivery(handle, subject.id)
  if (subject.kind === 'goal') return room.goal(handle, subject.id)
  return null
}
