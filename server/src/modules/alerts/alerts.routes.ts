import { z } from 'zod'
import { type AnyOperation, idParam, operation } from '#app/http/operation.ts'
import { look } from '#app/tx.ts'
import {
  againInput,
  closingAnswer,
  closingInput,
  previewAnswer,
  previewInput,
  wordsAnswer,
  wordsInput,
} from './closing.input.ts'
import { closingsOf, readClosing } from './closing.view.ts'
import { declareClosing, previewClosing } from './declare.ts'
import { endClosing } from './end.ts'
import { agreeWords, listWords } from './words.ts'

export const alertOperations: AnyOperation[] = [
  operation({
    id: 'previewClosing',
    method: 'post',
    path: '/closings/preview',
    tag: 'closings',
    who: 'posts.publish',
    summary: 'What closing or opening late would say, where it would go, and what it would hold',
    body: previewInput,
    answer: previewAnswer,
    example: { body: { kind: 'snow' } },
    run: (ctx, { body }) => previewClosing(ctx, body),
  }),
  operation({
    id: 'declareClosing',
    method: 'post',
    path: '/closings',
    tag: 'closings',
    who: 'posts.publish',
    status: 201,
    summary: 'Close or open late: public at once on every channel and as a banner; passes pause and approval',
    body: closingInput,
    answer: closingAnswer,
    example: { body: { kind: 'snow', until: 'end-of-day' } },
    run: (ctx, { body }) => declareClosing(ctx, body),
  }),
  operation({
    id: 'listClosings',
    method: 'get',
    path: '/closings',
    tag: 'closings',
    who: 'posts.read',
    summary: 'Closings, the newest first',
    query: z.strictObject({ standing: z.stringbool().default(false) }),
    answer: z.strictObject({ items: z.array(closingAnswer), next: z.null() }),
    run: async (ctx, { query }) => ({ items: await look(ctx, (tx) => closingsOf(tx, query.standing)), next: null }),
  }),
  operation({
    id: 'getClosing',
    method: 'get',
    path: '/closings/{closing}',
    tag: 'closings',
    who: 'posts.read',
    summary: 'A closing, where it went, and what it holds',
    params: idParam('closing'),
    answer: closingAnswer,
    run: (ctx, { params }) => look(ctx, (tx) => readClosing(tx, params.closing as string)),
  }),
  operation({
    id: 'endClosing',
    method: 'post',
    path: '/closings/{closing}/end',
    tag: 'closings',
    who: 'posts.publish',
    summary: 'Open again: says so wherever the closing was said; what was held asks for a new time',
    params: idParam('closing'),
    body: againInput,
    answer: closingAnswer,
    example: { body: {} },
    run: (ctx, { params, body }) => endClosing(ctx, params.closing as string, body),
  }),
  operation({
    id: 'listClosingWords',
    method: 'get',
    path: '/closing-words',
    tag: 'closings',
    who: 'library.read',
    summary: 'The words agreed beforehand, by kind and language',
    answer: z.strictObject({ items: z.array(wordsAnswer), next: z.null() }),
    run: async (ctx) => ({ items: await listWords(ctx), next: null }),
  }),
  operation({
    id: 'agreeClosingWords',
    method: 'put',
    path: '/closing-words',
    tag: 'closings',
    who: 'library.change',
    summary: 'Agree to words for a kind of closing',
    body: wordsInput,
    answer: wordsAnswer,
    example: {
      body: {
        kind: 'snow',
        opening: 'closed',
        language: 'en',
        version: 0,
        text: '{branch}: closed {day}, {until}, because of snow.',
      },
    },
    run: (ctx, { body: { version, text, ...key } }) => agreeWords(ctx, key, { version, text }),
  }),
]
