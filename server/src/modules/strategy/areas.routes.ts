import { z } from 'zod'
import { type AnyOperation, idParam, operation } from '#app/http/operation.ts'
import { areaAnswer, areaChange, areaInput } from './areas.input.ts'
import { createArea, updateArea } from './areas.ts'
import { listAreas } from './areas.view.ts'

export const areaOperations: AnyOperation[] = [
  operation({
    id: 'listContentAreas',
    method: 'get',
    path: '/content-areas',
    tag: 'strategy',
    who: 'library.read',
    summary: 'What the library posts about, in its own order',
    query: z.strictObject({ retired: z.stringbool().default(false) }),
    answer: z.strictObject({ items: z.array(areaAnswer), next: z.null() }),
    run: async (ctx, { query }) => ({ items: await listAreas(ctx, query), next: null }),
  }),
  operation({
    id: 'createContentArea',
    method: 'post',
    path: '/content-areas',
    tag: 'strategy',
    who: 'library.change',
    status: 201,
    summary: 'Add a content area',
    body: areaInput,
    answer: areaAnswer,
    example: { body: { name: 'Local history' } },
    run: (ctx, { body }) => createArea(ctx, body),
  }),
  operation({
    id: 'updateContentArea',
    method: 'patch',
    path: '/content-areas/{area}',
    tag: 'strategy',
    who: 'library.change',
    summary: 'Rename, order or retire a content area',
    params: idParam('area'),
    body: areaChange,
    answer: areaAnswer,
    example: { body: { version: 1, name: 'Local history' } },
    run: (ctx, { params, body }) => updateArea(ctx, { id: params.area as string, ...body }),
  }),
]
