import { z } from 'zod'
import { type AnyOperation, idParam, operation, pageOf } from '#app/http/operation.ts'
import { listAudit } from './audit.view.ts'
import { cutOff } from './cut-off.ts'
import { invite, inviteAgain, isForAdministrator, listInvitations, withdrawInvitation } from './invitations.ts'
import { changeMember, removeMember } from './members.ts'
import {
  askResetInput,
  auditAnswer,
  auditQuery,
  cutOffAnswer,
  invitationAnswer,
  invitedAnswer,
  inviteInput,
  memberAnswer,
  memberChange,
  personAnswer,
  resetInput,
} from './people.input.ts'
import { hangingOf, listPeople, readPerson } from './people.view.ts'
import { askReset, RESET_MINUTES, readReset, resetPassword } from './reset.ts'

const at = (ctx: { http_: { origin: string } }) => ctx.http_.origin

export const peopleOperations: AnyOperation[] = [
  operation({
    id: 'listPeople',
    method: 'get',
    path: '/people',
    tag: 'people',
    who: 'people.manage',
    summary: 'The people of this library, with role and branches',
    answer: pageOf(memberAnswer),
    run: async (ctx) => ({ items: await listPeople(ctx), next: null }),
  }),
  operation({
    id: 'listInvitations',
    method: 'get',
    path: '/people/invitations',
    tag: 'people',
    who: 'people.manage',
    summary: 'Invitations that nobody has used yet',
    answer: pageOf(invitationAnswer),
    run: async (ctx) => ({ items: await listInvitations(ctx), next: null }),
  }),
  operation({
    id: 'invite',
    method: 'post',
    path: '/people/invitations',
    tag: 'people',
    who: 'people.manage',
    proof: ({ role }) => role === 'administrator',
    status: 201,
    secret: true,
    summary: 'Invite somebody by mail; without a mail server the link is answered once',
    body: inviteInput,
    answer: invitedAnswer,
    example: { body: { email: 'ben@harbor.example', name: 'Ben', role: 'member' } },
    run: (ctx, { body }) => invite(ctx, body, at(ctx)),
  }),
  operation({
    id: 'inviteAgain',
    method: 'post',
    path: '/people/invitations/{invitation}/again',
    tag: 'people',
    who: 'people.manage',
    proof: (_, ctx, params) => isForAdministrator(ctx, params.invitation as string),
    secret: true,
    summary: 'Send an invitation anew; the old link ends',
    params: idParam('invitation'),
    answer: invitedAnswer,
    run: (ctx, { params }) => inviteAgain(ctx, params.invitation as string, at(ctx)),
  }),
  operation({
    id: 'withdrawInvitation',
    method: 'delete',
    path: '/people/invitations/{invitation}',
    tag: 'people',
    who: 'people.manage',
    summary: 'Take an invitation back',
    params: idParam('invitation'),
    answer: null,
    run: (ctx, { params }) => withdrawInvitation(ctx, params.invitation as string),
  }),
  operation({
    id: 'getPerson',
    method: 'get',
    path: '/people/{person}',
    tag: 'people',
    who: 'people.manage',
    summary: 'One person, and what hangs on her: connections, keys, planned posts',
    params: idParam('person'),
    answer: personAnswer,
    run: (ctx, { params }) => readPerson(ctx, params.person as string),
  }),
  operation({
    id: 'updatePerson',
    method: 'patch',
    path: '/people/{person}',
    tag: 'people',
    who: 'people.manage',
    proof: ({ role }) => role === 'administrator',
    summary: 'Change role and branches; the last administrator stays one',
    params: idParam('person'),
    body: memberChange,
    answer: personAnswer,
    example: { body: { role: 'manager', branches: [] } },
    run: async (ctx, { params, body }) => {
      await changeMember(ctx, params.person as string, body)
      return readPerson(ctx, params.person as string)
    },
  }),
  operation({
    id: 'removePerson',
    method: 'delete',
    path: '/people/{person}',
    tag: 'people',
    who: 'people.manage',
    summary: 'End the membership; what the person made stays',
    params: idParam('person'),
    answer: null,
    run: (ctx, { params }) => removeMember(ctx, params.person as string),
  }),
  operation({
    id: 'cutOffPerson',
    method: 'post',
    path: '/people/{person}/cut-off',
    tag: 'people',
    who: 'people.manage',
    proof: true,
    summary: 'End everything that is open in this person’s name, now',
    params: idParam('person'),
    answer: cutOffAnswer,
    run: async (ctx, { params }) => {
      const person = params.person as string
      const ended = await cutOff(ctx, person)
      return { ...ended, hanging: await hangingOf(ctx, person) }
    },
  }),
  operation({
    id: 'listAudit',
    method: 'get',
    path: '/audit',
    tag: 'people',
    who: 'people.manage',
    summary: 'Who did what, when; newest first',
    query: auditQuery,
    answer: pageOf(auditAnswer),
    run: (ctx, { query }) => listAudit(ctx, query),
  }),
  operation({
    id: 'askReset',
    method: 'post',
    path: '/reset',
    tag: 'session',
    who: 'anyone',
    status: 202,
    summary: 'Ask for a letter to choose a new password; answers the same whether the email is known or not',
    body: askResetInput,
    answer: z.strictObject({ minutes: z.number() }),
    example: { body: { email: 'ana@harbor.example' } },
    run: async (ctx, { body }) => {
      await askReset(ctx, body.email, ctx.http_.address, at(ctx))
      return { minutes: RESET_MINUTES }
    },
  }),
  operation({
    id: 'getReset',
    method: 'get',
    path: '/reset/{token}',
    tag: 'session',
    who: 'anyone',
    summary: 'Whose password a reset link is for',
    params: z.strictObject({ token: z.string().max(100) }),
    answer: z.strictObject({ email: z.string() }),
    run: (ctx, { params }) => readReset(ctx, params.token),
  }),
  operation({
    id: 'resetPassword',
    method: 'post',
    path: '/reset/done',
    tag: 'session',
    who: 'anyone',
    summary: 'Choose a new password by a reset link; all sessions end',
    body: resetInput,
    answer: null,
    example: { body: { token: '…', password: 'four words are enough' } },
    run: (ctx, { body }) => resetPassword(ctx, body),
  }),
]
