/** Another address to sign in with. */
import { z } from 'zod'
import { type AnyOperation, operation } from '#app/http/operation.ts'
import { askEmailChange, cancelEmailChange, changeEmail, readEmailLink } from './change-email.ts'
import { email } from './library.input.ts'
import { askedEmail } from './sign-in.input.ts'

export const emailOperations: AnyOperation[] = [
  operation({
    id: 'askEmailChange',
    method: 'post',
    path: '/me/email',
    tag: 'session',
    who: 'signed-in',
    proof: true,
    status: 202,
    summary: 'Ask for another address to sign in with; a letter to it holds a link that is good once, for a day',
    body: z.strictObject({ email }),
    answer: askedEmail,
    example: { body: { email: 'ana@new.example' } },
    run: (ctx, { body }) => askEmailChange(ctx, body.email, ctx.http_.origin),
  }),
  operation({
    id: 'cancelEmailChange',
    method: 'delete',
    path: '/me/email',
    tag: 'session',
    who: 'signed-in',
    summary: 'Take back that another address was asked for; its link is worth nothing then',
    answer: null,
    run: (ctx) => cancelEmailChange(ctx),
  }),
  operation({
    id: 'getEmailLink',
    method: 'get',
    path: '/new-email/{token}',
    tag: 'session',
    who: 'anyone',
    summary: 'Whose account a link to a new address is for; reading it changes nothing',
    params: z.strictObject({ token: z.string().max(100) }),
    answer: z.strictObject({ name: z.string(), email: z.string() }),
    run: (ctx, { params }) => readEmailLink(ctx, params.token, ctx.http_.address),
  }),
  operation({
    id: 'changeEmail',
    method: 'post',
    path: '/new-email',
    tag: 'session',
    who: 'anyone',
    summary: 'Take the new address by the link that was mailed to it',
    body: z.strictObject({ token: z.string().max(100) }),
    answer: null,
    example: { body: { token: '…' } },
    run: (ctx, { body }) => changeEmail(ctx, body.token, ctx.http_.address),
  }),
]
