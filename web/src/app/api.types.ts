/**
 * The shapes that the pages read and write, by their own names. Written by hand until `api.gen.ts` is generated from
 * `server/openapi.json`; then each name here becomes an alias of a generated one, and `paths` comes from there.
 */
export interface When {
  date: string
  time: string
  zone: string
}
export type Role = 'administrator' | 'manager' | 'member' | 'director' | 'observer'
export interface LibraryOfMine {
  id: string
  handle: string
  name: string
  zone: string
  role: Role
}
export interface Me {
  person: { id: string; name: string; email: string; language: string | null; installationAdministrator: boolean }
  libraries: LibraryOfMine[]
}
export interface Pause {
  reason: string
  until: string | null
  at: string
}
export interface Library {
  id: string
  name: string
  handle: string
  zone: string
  language: string
  patrons: string
  lateLimitMinutes: number
  paused: Pause | null
  sendingHeld: { reason: string; at: string; detail: string | null } | null
  version: number
}
export type DeliveryState =
  | 'scheduled'
  | 'preparing'
  | 'releasing'
  | 'published'
  | 'waiting'
  | 'held'
  | 'partly'
  | 'refused'
  | 'unknown'
  | 'cancelled'
export type WaitingFor = 'network' | 'sign-in' | 'person' | 'paused' | 'approval' | 'part'
export interface NeedsYou {
  kind: 'delivery' | 'channel' | 'sending'
  id: string
  title: string
  channel: string | null
  network: string | null
  state: DeliveryState | null
  waitingFor: WaitingFor | null
  reason: string | null
  at: string
}
export interface OnChannel {
  delivery: string
  channel: string
  network: string
  state: DeliveryState
  waitingFor: WaitingFor | null
}
export interface GoingOut {
  post: string
  title: string
  dueAt: string
  at: string
  on: OnChannel[]
}
export interface Today {
  date: string
  zone: string
  name: string
  needsYou: NeedsYou[]
  goingOut: GoingOut[]
  drafts: { id: string; title: string; updatedAt: string }[]
  channels: number
}
export interface ApiKey {
  id: string
  name: string
  scopes: string[]
  createdAt: string
  expiresAt: string | null
  lastUsedAt: string | null
}
export interface List<T> {
  items: T[]
  next: string | null
}
export interface PostSummary {
  id: string
  version: number
  title: string
  updatedAt: string
  channels: string[]
  states: DeliveryState[]
}
export interface Invitation {
  library: { name: string; handle: string }
  email: string | null
  role: Role
}
export interface SetUp {
  library: { name: string; handle: string; zone: string }
  person: { name: string; email: string; password: string }
}

type Json<T> = { content: { 'application/json': T } }
type Get<Out, Path = never, Query = never> = {
  get: { parameters: Params<Path, Query>; responses: { 200: Json<Out> } }
}
type Params<Path, Query = never> = ([Path] extends [never] ? { path?: never } : { path: Path }) &
  ([Query] extends [never] ? { query?: never } : { query?: Query })
type Takes<In, Out, Path = never> = {
  parameters: Params<Path>
  requestBody: Json<In>
  responses: { 200: Json<Out> }
}
type Bare<Out, Path = never> = { parameters: Params<Path>; responses: { 200: Json<Out> } }

export interface paths {
  '/installation': Get<{ setUp: boolean; version: string }>
  '/setup': { post: Takes<SetUp, { library: { id: string; handle: string }; person: { id: string }; apiKey: string }> }
  '/sign-in': { post: Takes<{ email: string; password: string; sharedComputer?: boolean }, Me> }
  '/sign-out': { post: Takes<{ everywhere?: boolean }, unknown> }
  '/me': Get<Me>
  '/join/{token}': Get<Invitation, { token: string }>
  '/join': { post: Takes<{ token: string; name: string; password: string }, Me> }
  '/library': Get<Library> & { patch: Takes<Partial<Library> & { version: number }, Library> }
  '/library/pause': { post: Takes<{ reason: string; until: string | null }, Library> }
  '/library/resume': { post: Bare<Library> }
  '/installation/release-sending': { post: Bare<unknown> }
  '/libraries': Get<List<{ id: string; handle: string; name: string }>> & {
    post: Takes<
      { name: string; handle: string; zone: string; person: { name: string; email: string } },
      { library: { id: string; handle: string; name: string }; link: string }
    >
  }
  '/keys': Get<List<ApiKey>> & {
    post: Takes<{ name: string; scopes: string[]; expiresAt: string | null }, ApiKey & { secret: string }>
  }
  '/keys/{id}': { delete: Bare<unknown, { id: string }> }
  '/posts': Get<List<PostSummary>, never, { limit?: number; after?: string; state?: string }>
  '/today': Get<Today>
}
