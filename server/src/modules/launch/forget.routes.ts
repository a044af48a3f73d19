/** Somebody who left is made anonymous. */
import { z } from 'zod'
import { type AnyOperation, idParam, operation, pageOf, pageQuery } from '#app/http/operation.ts'
import { listHomeless, readForgetting } from './forget.view.ts'
import { forgetPerson } from './forget-person.ts'

const forgetting = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  email: z.string(),
  goes: z.strictObject({
    sessions: z.number(),
    password: z.boolean(),
    passkeys: z.number(),
    secondStep: z.boolean(),
    keys: z.array(z.string()),
  }),
  stays: z.strictObject({ posts: z.number(), channels: z.array(z.string()) }),
})

export const forgetOperations: AnyOperation[] = [
  operation({
    id: 'listPeopleOfNoLibrary',
    method: 'get',
    path: '/installation/people',
    tag: 'installation',
    who: 'installation',
    summary: 'People with a sign-in who belong to no library any more',
    query: z.strictObject({ ...pageQuery, after: z.uuid().optional() }),
    answer: pageOf(z.strictObject({ id: z.uuid(), name: z.string(), email: z.string() })),
    run: (ctx, { query }) => listHomeless(ctx, query),
  }),
  operation({
    id: 'getForgetting',
    method: 'get',
    path: '/persons/{person}/forgetting',
    tag: 'people',
    who: 'signed-in',
    summary: 'What goes and what stays if somebody who left is made anonymous; asking changes nothing',
    params: idParam('person'),
    answer: forgetting,
    run: (ctx, { params }) => readForgetting(ctx, params.person as string),
  }),
  operation({
    id: 'forgetPerson',
    method: 'post',
    path: '/persons/{person}/forget',
    tag: 'people',
    who: 'signed-in',
    proof: true,
    summary:
      'Remove name, address and ways in of somebody who left, for good; by herself, her only library, or who keeps the installation',
    params: idParam('person'),
    answer: null,
    async run(ctx, { params }) {
      const person = params.person as string
      await forgetPerson(ctx, person)
      if (ctx.actor.kind === 'person' && ctx.actor.id === person) ctx.http_.setSession(null, null)
    },
  }),
]
