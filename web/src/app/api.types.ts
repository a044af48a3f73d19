/**
 * The shapes that the pages read and write, by their own names. All of them come from `api.gen.ts`, which is generated
 * from `server/openapi.json` (`npm run types -w web`): here they are only given names.
 */
import type { paths as generated } from './api.gen.ts'

/** The paths without their common beginning, as `api.ts` calls them. */
export type paths = { [P in keyof generated as P extends `/api/v1${infer Rest}` ? Rest : never]: generated[P] }

type Body<Response> = Response extends { content: { 'application/json': infer Json } } ? Json : never
type Good<Responses> = Body<Responses[keyof Responses & (200 | 201 | 202)]>
type Got<P extends keyof paths> = paths[P] extends { get: { responses: infer R } } ? Good<R> : never
type Sent<P extends keyof paths> = paths[P] extends { post: { requestBody?: infer B } } ? Body<B> : never
type Item<L> = L extends { items: (infer I)[] } ? I : never

/** Who is signed in. (A program with an API key gets another answer at the same address.) */
export type Me = Extract<Got<'/me'>, { person: unknown }>
export type LibraryOfMine = Me['libraries'][number]
export type Role = LibraryOfMine['role']
export type Library = Got<'/library'>
export type Pause = NonNullable<Library['paused']>
export type Today = Got<'/today'>
export type NeedsYou = Today['needsYou'][number]
export type GoingOut = Today['goingOut'][number]
export type OnChannel = GoingOut['on'][number]
export type ApiKey = Item<Got<'/keys'>>
export type Scope = Sent<'/keys'>['scopes'][number]
export type Invitation = Got<'/join/{token}'>
export type MonthReport = Got<'/reports/month'>
export type DeliveryRecord = Got<'/delivery-record'>
export type Present = Good<paths['/posts/{post}/presence']['put']['responses']>['items'][number]
export type Member = Item<Got<'/people'>>
export type Former = Item<Got<'/people/former'>>
export type PersonOfNone = Item<Got<'/installation/people'>>
export type Forgetting = Got<'/persons/{person}/forgetting'>
export type Hanging = Got<'/people/{person}'>['hanging']
export type WaysIn = Got<'/me/sign-in'>
export type Passkey = WaysIn['passkeys'][number]
export type OpenSession = Item<Got<'/me/sessions'>>
export type AuditRow = Item<Got<'/audit'>>
export type Branch = Item<Got<'/branches'>>
export type ContentArea = Item<Got<'/content-areas'>>
export type Hours = Item<Got<'/hours'>>
export type Week = NonNullable<Hours['week']>
export type Closure = Item<Got<'/closures'>>

export type Closing = Got<'/closings/{closing}'>
export type ClosingPreview = Good<paths['/closings/preview']['post']['responses']>
export type NewClosing = Sent<'/closings'>
export type AgreedWords = Item<Got<'/closing-words'>>
export type SetUp = Sent<'/setup'>
/** A library as the host sees it: its name, never what is in it. */
export type HostedLibrary = Item<Got<'/libraries'>>
export type NewLibrary = Sent<'/libraries'>

/** A delivery's states (`sender.md`). */
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
