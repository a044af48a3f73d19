/** Coming in: by password, passkey and second step, or by a one-time link. */
import { z } from 'zod'
import { type AnyOperation, type HttpCtx, operation } from '#app/http/operation.ts'
import { badInput } from '#app/problem.ts'
import { deviceOf } from './device.rules.ts'
import { joinInput, linkAnswer, meAnswer, signedInAnswer, signInInput } from './library.input.ts'
import { join, readJoinLink } from './links.ts'
import { meOf } from './me.view.ts'
import { beginPasskeySignIn, signInByPasskey } from './passkey-sign-in.ts'
import { beginJoinPasskey, readJoinPasskey } from './passkeys.ts'
import { takeSecondStep } from './second-step.ts'
import { browserOptions, passkeySignInInput, SIGNED_EXAMPLE, secondStepInput } from './sign-in.input.ts'
import { type AfterFirst, signIn } from './sign-in.ts'

const agentOf = ({ http_ }: HttpCtx) => http_.request.headers.get('user-agent') ?? ''
/** The cookie, or what comes next. On a shared computer it ends with the browser. */
async function begun(ctx: HttpCtx, session: AfterFirst, sharedComputer: boolean) {
  if ('secondStep' in session) return session
  ctx.http_.setSession(session.token, sharedComputer ? null : session.seconds)
  return meOf(ctx, session.person)
}

export const signInOperations: AnyOperation[] = [
  operation({
    id: 'signIn',
    method: 'post',
    path: '/sign-in',
    tag: 'session',
    who: 'anyone',
    secret: true,
    summary: 'Sign in with email and password; answers a session cookie, or asks for the second step',
    body: signInInput,
    answer: signedInAnswer,
    example: { body: { email: 'ana@harbor.example', password: 'four words are enough', sharedComputer: false } },
    run: async (ctx, { body }) => {
      const session = await signIn(ctx, { ...body, address: ctx.http_.address, userAgent: agentOf(ctx) })
      return begun(ctx, session, body.sharedComputer)
    },
  }),
  operation({
    id: 'takeSecondStep',
    method: 'post',
    path: '/sign-in/code',
    tag: 'session',
    who: 'anyone',
    secret: true,
    summary: 'The second step: a code of the authenticator app, or a recovery code',
    body: secondStepInput,
    answer: meAnswer,
    example: { body: { secondStep: '…', code: '123456' } },
    run: async (ctx, { body }) => {
      const session = await takeSecondStep(ctx, { ...body, address: ctx.http_.address, userAgent: agentOf(ctx) })
      ctx.http_.setSession(session.token, session.shared ? null : session.seconds)
      return meOf(ctx, session.person)
    },
  }),
  operation({
    id: 'beginPasskeySignIn',
    method: 'post',
    path: '/sign-in/passkey/options',
    tag: 'session',
    who: 'anyone',
    summary: 'What the browser is to sign with a passkey; good once, for five minutes',
    answer: browserOptions,
    run: async (ctx) => ({ options: { ...(await beginPasskeySignIn(ctx, ctx.http_.origin)) } }),
  }),
  operation({
    id: 'signInByPasskey',
    method: 'post',
    path: '/sign-in/passkey',
    tag: 'session',
    who: 'anyone',
    secret: true,
    summary: 'Sign in with a passkey, without an email',
    body: passkeySignInInput,
    answer: signedInAnswer,
    example: { body: { passkey: SIGNED_EXAMPLE, sharedComputer: false } },
    run: async (ctx, { body }) => {
      const session = await signInByPasskey(ctx, { ...body, userAgent: agentOf(ctx) }, ctx.http_.origin)
      return begun(ctx, session, body.sharedComputer)
    },
  }),
  operation({
    id: 'getJoinLink',
    method: 'get',
    path: '/join/{token}',
    tag: 'session',
    who: 'anyone',
    summary: 'What a one-time link is for',
    params: z.strictObject({ token: z.string().max(100) }),
    answer: linkAnswer,
    run: (ctx, { params }) => readJoinLink(ctx, params.token),
  }),
  operation({
    id: 'beginJoinPasskey',
    method: 'post',
    path: '/join/passkey/options',
    tag: 'session',
    who: 'anyone',
    summary: 'What the browser needs to make a passkey for who uses a one-time link',
    body: joinInput.pick({ token: true, name: true }),
    answer: browserOptions,
    example: { body: { token: '…', name: 'Ana' } },
    run: async (ctx, { body }) => ({ options: { ...(await beginJoinPasskey(ctx, body, ctx.http_.origin)) } }),
  }),
  operation({
    id: 'join',
    method: 'post',
    path: '/join',
    tag: 'session',
    who: 'anyone',
    secret: true,
    status: 201,
    summary: 'Use a one-time link with a password or a passkey; answers a session cookie',
    body: joinInput,
    answer: meAnswer,
    example: { body: { token: '…', name: 'Ana', password: 'four words are enough' } },
    run: async (ctx, { body }) => {
      const session = await join(ctx, { ...body, userAgent: agentOf(ctx), ...(await firstWayIn(ctx, body)) })
      ctx.http_.setSession(session.token, session.shared ? null : session.seconds)
      return meOf(ctx, session.person)
    },
  }),
]

async function firstWayIn(ctx: HttpCtx, body: z.output<typeof joinInput>) {
  if (body.passkey) {
    const made = await readJoinPasskey(ctx, body.token, body.passkey, ctx.http_.origin)
    // Named after what keeps it, so that it is known again among others.
    const { system, browser } = deviceOf(agentOf(ctx))
    return { password: undefined, passkey: { ...made, name: system ?? browser ?? 'Passkey' } }
  }
  if (body.password === undefined && ctx.actor.kind !== 'person')
    throw badInput('password', 'missing', 'Choose a password, or make a passkey.')
  return { password: body.password ?? '', passkey: undefined }
}
