import { z } from 'zod'
import { type AnyOperation, idParam, operation } from '#app/http/operation.ts'
import { branchAnswer, branchChange, branchInput } from './branches.input.ts'
import { createBranch, updateBranch } from './branches.ts'
import { listBranches } from './branches.view.ts'

export const branchOperations: AnyOperation[] = [
  operation({
    id: 'listBranches',
    method: 'get',
    path: '/branches',
    tag: 'library',
    who: 'library.read',
    summary: 'The branches, in the library’s own order',
    query: z.strictObject({ retired: z.stringbool().default(false) }),
    answer: z.strictObject({ items: z.array(branchAnswer), next: z.null() }),
    run: async (ctx, { query }) => ({ items: await listBranches(ctx, query), next: null }),
  }),
  operation({
    id: 'createBranch',
    method: 'post',
    path: '/branches',
    tag: 'library',
    who: 'library.change',
    status: 201,
    summary: 'Add a branch',
    body: branchInput,
    answer: branchAnswer,
    example: { body: { name: 'Wharf Street', address: '1 Wharf Street' } },
    run: (ctx, { body }) => createBranch(ctx, body),
  }),
  operation({
    id: 'updateBranch',
    method: 'patch',
    path: '/branches/{branch}',
    tag: 'library',
    who: 'library.change',
    summary: 'Change or retire a branch',
    params: idParam('branch'),
    body: branchChange,
    answer: branchAnswer,
    example: { body: { version: 1, name: 'Wharf Street' } },
    run: (ctx, { params, body }) => updateBranch(ctx, { id: params.branch as string, ...body }),
  }),
]
