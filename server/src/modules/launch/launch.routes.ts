import { z } from 'zod'
import { type AnyOperation, idParam, operation, pageOf, pageQuery, when } from '#app/http/operation.ts'
import { VERSION } from '#app/version.ts'
import { email, invitedAnswer, libraryInput, personInput } from '#modules/library/index.ts'
import { proposeWeek, takeWeek } from './first-week.ts'
import { createLibrary, nameAdministratorOf, releaseSending } from './libraries.ts'
import { listLibraries } from './libraries.view.ts'
import { isSetUp, setUp } from './set-up.ts'

const libraryRef = z.strictObject({ id: z.uuid(), handle: z.string() })
const example = {
  library: { name: 'Harbor County Library', handle: 'harbor', zone: 'America/New_York' },
  person: { name: 'Ana', email: 'ana@harbor.example', password: 'four words are enough' },
}

export const launchOperations: AnyOperation[] = [
  operation({
    id: 'getInstallation',
    method: 'get',
    path: '/installation',
    tag: 'installation',
    who: 'anyone',
    summary: 'Whether this installation is set up',
    answer: z.strictObject({ setUp: z.boolean(), version: z.string() }),
    run: async (ctx) => ({ setUp: await isSetUp(ctx), version: VERSION }),
  }),
  operation({
    id: 'setUp',
    method: 'post',
    path: '/setup',
    tag: 'installation',
    who: 'anyone',
    secret: true,
    status: 201,
    summary: 'The first library and its first person; only while there is none',
    body: z.strictObject({ library: libraryInput, person: personInput }),
    example: { body: example },
    answer: z.strictObject({ library: libraryRef, person: z.strictObject({ id: z.uuid() }), apiKey: z.string() }),
    run: async (ctx, { body }) => {
      const made = await setUp(ctx, { ...body, userAgent: ctx.http_.request.headers.get('user-agent') ?? '' })
      ctx.http_.setSession(made.session.token, made.session.seconds)
      return {
        library: { id: made.library.id, handle: made.library.handle },
        person: { id: made.person },
        apiKey: made.apiKey,
      }
    },
  }),
  operation({
    id: 'proposeWeek',
    method: 'get',
    path: '/first-week',
    tag: 'library',
    who: 'posts.read',
    summary: 'A week proposed from the hours and from conversation starters; nothing is written by asking',
    answer: z.strictObject({
      items: z.array(z.strictObject({ text: z.string(), language: z.string(), planned: when })),
      next: z.null(),
    }),
    run: async (ctx) => ({ items: await proposeWeek(ctx), next: null }),
  }),
  operation({
    id: 'takeWeek',
    method: 'post',
    path: '/first-week',
    tag: 'library',
    who: 'library.change',
    status: 201,
    summary: 'Take the proposed week over as drafts; nothing goes out by it',
    answer: z.strictObject({ posts: z.array(z.uuid()) }),
    run: (ctx) => takeWeek(ctx),
  }),
  operation({
    id: 'listLibraries',
    method: 'get',
    path: '/libraries',
    tag: 'installation',
    who: 'installation',
    summary: 'All libraries of this installation',
    query: z.strictObject({ ...pageQuery, after: z.uuid().optional() }),
    answer: pageOf(
      z.strictObject({
        id: z.uuid(),
        handle: z.string(),
        name: z.string(),
        zone: z.string(),
        createdAt: z.date(),
        administrators: z.number(),
      }),
    ),
    run: (ctx, { query }) => listLibraries(ctx, query),
  }),
  operation({
    id: 'createLibrary',
    method: 'post',
    path: '/libraries',
    tag: 'installation',
    who: 'installation',
    secret: true,
    status: 201,
    summary: 'A further library, with a one-time link for its first person',
    body: libraryInput.extend({ email }),
    example: { body: { ...example.library, email: 'ben@mill.example' } },
    answer: z.strictObject({ library: libraryRef, link: z.string(), expiresAt: z.date(), mailed: z.boolean() }),
    run: (ctx, { body }) => createLibrary(ctx, body, ctx.http_.origin),
  }),
  operation({
    id: 'nameAdministrator',
    method: 'post',
    path: '/libraries/{library}/administrators',
    tag: 'installation',
    who: 'installation',
    proof: true,
    secret: true,
    status: 201,
    summary: 'A new administrator for a library that has lost its own; the library sees that it was done',
    params: idParam('library'),
    body: z.strictObject({ email, name: z.string().trim().min(1).max(120).nullable().default(null) }),
    example: { body: { email: 'eli@mill.example', name: 'Eli' } },
    answer: invitedAnswer,
    run: (ctx, { params, body }) => nameAdministratorOf(ctx, params.library as string, body, ctx.http_.origin),
  }),
  operation({
    id: 'releaseSending',
    method: 'post',
    path: '/installation/release-sending',
    tag: 'installation',
    who: 'installation',
    proof: true,
    summary: 'Let sending go on that was held for the whole installation',
    answer: z.strictObject({ released: z.boolean() }),
    run: (ctx) => releaseSending(ctx),
  }),
]
