import type { ColumnType, Generated } from 'kysely'
import type { JsonColumn, MaybeTimestamp, Timestamp } from './frame.ts'

export type Role = 'administrator' | 'manager' | 'member' | 'director' | 'observer'

export type FirstRunStep = 'hours' | 'why' | 'channel' | 'post' | 'week'
export type LibraryKind = 'public' | 'academic' | 'school' | 'special' | 'national' | 'other'

export interface LibraryTables {
  library: {
    id: Generated<string>
    handle: string
    name: string
    zone: string
    language: Generated<string>
    patrons: Generated<string>
    paused_reason: string | null
    paused_until: MaybeTimestamp
    paused_at: MaybeTimestamp
    paused_by: string | null
    late_limit_minutes: Generated<number>
    kind: LibraryKind | null
    purpose: string | null
    place: string | null
    first_run: ColumnType<Partial<Record<FirstRunStep, 'done' | 'skipped'>>, string | undefined, string>
    version: Generated<number>
    created_at: ColumnType<Date, never, never>
  }
  person: {
    id: Generated<string>
    /** Of everybody who is here. Whoever was made anonymous has none: `left_at` says when, and whoever asks for addresses asks for that too. */
    email: ColumnType<string, string, string | null>
    name: string
    language: Generated<string>
    password_hash: string | null
    installation_administrator: Generated<boolean>
    created_at: ColumnType<Date, never, never>
    left_at: MaybeTimestamp
  }
  membership: { library_id: string; person_id: string; role: Role; created_at: ColumnType<Date, never, never> }
  former_member: { library_id: string; person_id: string; left_at: Timestamp }
  session: {
    id: Generated<string>
    token_hash: Buffer
    person_id: string
    shared_computer: boolean
    user_agent: string
    created_at: Timestamp
    last_used_at: Timestamp
    expires_at: Timestamp
    proved_at: MaybeTimestamp
  }
  sign_in_guess: { subject: string; wrong: number; first_at: Timestamp; rest_until: MaybeTimestamp }
  api_key: {
    library_id: string
    id: Generated<string>
    hash: Buffer
    name: string
    hint: string
    scopes: string[]
    created_by: string | null
    created_at: Timestamp
    expires_at: MaybeTimestamp
    last_used_at: MaybeTimestamp
    revoked_at: MaybeTimestamp
  }
  one_time_link: {
    library_id: string
    id: Generated<string>
    hash: Buffer
    purpose: 'join'
    email: string
    role: Role
    created_by: string | null
    created_at: Timestamp
    expires_at: Timestamp
    used_at: MaybeTimestamp
    name: string | null
    mailed_at: MaybeTimestamp
    withdrawn_at: MaybeTimestamp
    used_by: string | null
  }
  membership_branch: { library_id: string; person_id: string; branch_id: string }
  reset_link: { hash: Buffer; person_id: string; created_at: Timestamp; expires_at: Timestamp; used_at: MaybeTimestamp }
  email_change: {
    hash: Buffer
    person_id: string
    email: string
    email_before: string
    created_at: Timestamp
    expires_at: Timestamp
    used_at: MaybeTimestamp
    withdrawn_at: MaybeTimestamp
  }
  passkey: {
    id: Generated<string>
    credential_id: string
    person_id: string
    public_key: Buffer
    counter: ColumnType<string, number, number>
    transports: string[]
    name: string
    created_at: Timestamp
    last_used_at: MaybeTimestamp
  }
  challenge: {
    challenge: string
    purpose: ChallengePurpose
    person_id: string | null
    detail: ColumnType<Record<string, unknown>, string, string>
    expires_at: Timestamp
  }
  totp: {
    person_id: string
    secret: Buffer
    confirmed_at: MaybeTimestamp
    last_step: ColumnType<string, number, number>
    created_at: Timestamp
  }
  recovery_code: { person_id: string; hash: Buffer; used_at: MaybeTimestamp }
}
export type ChallengePurpose = 'register' | 'sign-in' | 'second-step' | 'proof'

/** From opening to closing on one day of the week, in local time. `closes` may be 24:00. */
export interface Span {
  /** 1 Monday … 7 Sunday, as ISO 8601 counts. */
  day: number
  opens: string
  closes: string
}
interface Season {
  name: string
  /** First and last day of it. */
  from: string
  until: string
  /** Instead of the regular week; empty: closed all the while. */
  spans: Span[]
}
export interface Week {
  regular: Span[]
  seasons: Season[]
}

export interface BranchTables {
  branch: {
    library_id: string
    id: Generated<string>
    handle: string
    name: string
    zone: string | null
    address: string | null
    position: Generated<number>
    version: Generated<number>
    created_at: Timestamp
    created_by: string | null
    updated_at: Timestamp
    retired_at: MaybeTimestamp
  }
  hours: {
    library_id: string
    id: Generated<string>
    branch_id: string | null
    week: JsonColumn<Week>
    version: Generated<number>
    updated_at: Timestamp
    updated_by: string | null
  }
  closure: {
    library_id: string
    id: Generated<string>
    branch_id: string | null
    first: string
    last: string
    starts: string | null
    ends: string | null
    reason: string
    yearly: Generated<boolean>
    holiday: string | null
    created_at: Timestamp
    created_by: string | null
  }
}
