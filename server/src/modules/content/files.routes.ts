import { z } from 'zod'
import { type AnyOperation, operation } from '#app/http/operation.ts'
import { uploadOf } from '#files/receive.ts'
import { instantInput } from '#modules/library/index.ts'
import { fileContent, filePicture, getFile, updateFile } from './files.view.ts'
import { uploadFile } from './upload-file.ts'

const params = z.strictObject({ file: z.uuid() })
const fileAnswer = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  type: z.string(),
  bytes: z.number(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  seconds: z.number().nullable(),
  useUntil: z.date().nullable(),
  createdAt: z.date(),
})

export const fileOperations: AnyOperation[] = [
  operation({
    id: 'uploadFile',
    method: 'post',
    path: '/files',
    tag: 'files',
    who: 'posts.write',
    status: 201,
    rawBody: true,
    summary:
      'Take in a picture, a video (MP4 with H.264) or captions (WebVTT, SubRip): multipart, field “file”; what stood beside is dropped',
    answer: z.strictObject({
      id: z.uuid(),
      name: z.string(),
      type: z.string(),
      bytes: z.number(),
      width: z.number().nullable(),
      height: z.number().nullable(),
      /** Of a video. */
      seconds: z.number().nullable(),
      stripped: z.array(z.string()),
    }),
    run: (ctx) => uploadFile(ctx, uploadOf(ctx.http_.request)),
  }),
  operation({
    id: 'getFile',
    method: 'get',
    path: '/files/{file}',
    tag: 'files',
    who: 'posts.read',
    summary: 'What is known of a picture, a video or captions',
    params,
    answer: fileAnswer,
    run: (ctx, { params: { file } }) => getFile(ctx, file),
  }),
  operation({
    id: 'updateFile',
    method: 'patch',
    path: '/files/{file}',
    tag: 'files',
    who: 'posts.write',
    summary: 'Say until when a picture or a video may be used',
    params,
    body: z.strictObject({ useUntil: instantInput.nullable() }),
    answer: fileAnswer,
    example: { body: { useUntil: '2027-12-31T23:59:59-05:00' } },
    run: (ctx, { params: { file }, body }) => updateFile(ctx, file, body.useUntil),
  }),
  operation({
    id: 'getFileContent',
    method: 'get',
    path: '/files/{file}/content',
    tag: 'files',
    who: 'posts.read',
    summary: 'A file as it is kept, whole or in pieces (Range)',
    params,
    answer: null,
    run: (ctx, { params: { file } }) => fileContent(ctx, file, ctx.http_.request),
  }),
  operation({
    id: 'getFilePicture',
    method: 'get',
    path: '/files/{file}/picture',
    tag: 'files',
    who: 'posts.read',
    summary: 'A picture small enough for a screen, as WebP',
    params,
    query: z.strictObject({ width: z.coerce.number().int().min(1).max(4096).default(320) }),
    answer: null,
    run: async (ctx, { params: { file }, query }) => {
      const picture = await filePicture(ctx, file, query.width)
      // The bytes of an asset never change; who may see them is asked of the browser's own cache only.
      const headers = {
        etag: `"${picture.digest}"`,
        'cache-control': 'private, max-age=86400',
        'content-type': picture.mime,
      }
      if (ctx.http_.request.headers.get('if-none-match') === headers.etag)
        return new Response(null, { status: 304, headers })
      return new Response(new Uint8Array(picture.bytes), { headers })
    },
  }),
]
