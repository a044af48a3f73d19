import { z } from 'zod'
import { type AnyOperation, idParam, operation } from '#app/http/operation.ts'
import { changeOwn } from './change-own.ts'
import { createKey, listKeys, revokeKey } from './keys.ts'
import {
  keyAnswer,
  keyInput,
  libraryAnswer,
  libraryChange,
  meAnswer,
  newKeyAnswer,
  pauseInput,
  signOutInput,
} from './library.input.ts'
import { readLibrary } from './library.view.ts'
import { meOf } from './me.view.ts'
import { signOut } from './sessions.ts'
import { changeLibrary, pauseLibrary, resumeLibrary } from './settings.ts'

export const libraryOperations: AnyOperation[] = [
  operation({
    id: 'signOut',
    method: 'post',
    path: '/sign-out',
    tag: 'session',
    who: 'signed-in',
    summary: 'Sign out here, or everywhere',
    body: signOutInput,
    answer: z.strictObject({ ended: z.number() }),
    example: { body: { everywhere: false } },
    run: async (ctx, { body }) => {
      const done = await signOut(ctx, body)
      ctx.http_.setSession(null, null)
      return done
    },
  }),
  operation({
    id: 'getMe',
    method: 'get',
    path: '/me',
    tag: 'session',
    who: 'signed-in',
    summary: 'Who is signed in, and in which libraries',
    answer: z.union([
      meAnswer,
      z.strictObject({ key: z.strictObject({ id: z.uuid(), name: z.string(), scopes: z.array(z.string()) }) }),
    ]),
    run: async (ctx) =>
      ctx.actor.kind === 'api-key'
        ? { key: { id: ctx.actor.id, name: ctx.actor.name, scopes: ctx.actor.scopes } }
        : meOf(ctx, (ctx.actor as { id: string }).id),
  }),
  operation({
    id: 'changeMe',
    method: 'patch',
    path: '/me',
    tag: 'session',
    who: 'signed-in',
    summary: 'Choose the language that one reads; every device follows',
    body: z.strictObject({ language: z.string().max(35) }),
    answer: null,
    example: { body: { language: 'es-US' } },
    run: (ctx, { body }) => changeOwn(ctx, body),
  }),
  operation({
    id: 'getLibrary',
    method: 'get',
    path: '/library',
    tag: 'library',
    who: 'library.read',
    summary: 'The library of this request',
    answer: libraryAnswer,
    run: (ctx) => readLibrary(ctx),
  }),
  operation({
    id: 'updateLibrary',
    method: 'patch',
    path: '/library',
    tag: 'library',
    who: 'library.change',
    summary: 'Change name, zone, language and limits',
    body: libraryChange,
    answer: libraryAnswer,
    example: { body: { version: 1, name: 'Harbor County Library' } },
    run: (ctx, { body }) => changeLibrary(ctx, body),
  }),
  operation({
    id: 'pauseLibrary',
    method: 'post',
    path: '/library/pause',
    tag: 'library',
    who: 'pause',
    summary: 'Stop all sending of this library, with a reason and an end',
    body: pauseInput,
    answer: libraryAnswer,
    example: { body: { reason: 'Water in the main branch', until: null } },
    run: (ctx, { body }) => pauseLibrary(ctx, body),
  }),
  operation({
    id: 'resumeLibrary',
    method: 'post',
    path: '/library/resume',
    tag: 'library',
    who: 'pause',
    summary: 'Let sending go on; what was held asks for a new time',
    answer: libraryAnswer,
    run: (ctx) => resumeLibrary(ctx),
  }),
  operation({
    id: 'listKeys',
    method: 'get',
    path: '/keys',
    tag: 'library',
    who: 'keys.manage',
    summary: 'API keys of this library',
    answer: z.strictObject({ items: z.array(keyAnswer), next: z.null() }),
    run: async (ctx) => ({ items: await listKeys(ctx), next: null }),
  }),
  operation({
    id: 'createKey',
    method: 'post',
    path: '/keys',
    tag: 'library',
    who: 'keys.manage',
    proof: true,
    secret: true,
    status: 201,
    summary: 'Make an API key; it is shown once',
    body: keyInput,
    answer: newKeyAnswer,
    example: { body: { name: 'Website', scopes: ['read'], expiresAt: null } },
    run: (ctx, { body }) => createKey(ctx, body),
  }),
  operation({
    id: 'revokeKey',
    method: 'delete',
    path: '/keys/{key}',
    tag: 'library',
    who: 'keys.manage',
    summary: 'Revoke an API key',
    params: idParam('key'),
    answer: null,
    run: async (ctx, { params }) => {
      await revokeKey(ctx, params.key as string)
    },
  }),
]
