import type { Ctx, Deps } from '#app/ctx.ts'

/** A ctx for the sender's own work in one library. It reads the library's row itself, so handle and zone are not needed. */
export const senderCtx = (deps: Deps, library: string): Ctx => ({
  ...deps,
  library: { id: library, handle: '', zone: '' },
  actor: { kind: 'job', name: 'sender' },
  tx: null,
})
