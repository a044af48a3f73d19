/** What goes wrong in one process: where the work is abandoned, what the wire does, when the lease is over. */
const ABANDON = ['claimed', 'prepared', 'releasing', 'accepted', 'settled'] as const
export const WIRE = ['hang-up-before', 'hang-up-after', 'error-after', 'garbage-after', 'slow-after'] as const
const LEASE = ['lease over before releasing', 'lease over before the first byte'] as const
export type Fault = `abandoned: ${(typeof ABANDON)[number]}` | (typeof WIRE)[number] | (typeof LEASE)[number]
export const FAULTS: Fault[] = [...ABANDON.map((point) => `abandoned: ${point}` as const), ...WIRE, ...LEASE]
