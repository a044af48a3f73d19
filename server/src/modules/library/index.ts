export { issueKey } from './keys.ts'
export { email, instantInput, libraryInput, pauseInput, personInput } from './library.input.ts'
export { libraryOperations } from './library.routes.ts'

export { makeJoinLink } from './links.ts'
export { makeLibrary, RESERVED_HANDLES } from './make-library.ts'
export { giveRole, makePerson } from './people.ts'
export { forgetSessions, startSession } from './sessions.ts'
export { COOKIE, whoIs } from './who.view.ts'
