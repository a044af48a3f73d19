import { z } from 'zod'
import { type AnyOperation, operation, pageQuery } from '#app/http/operation.ts'
import { binPost, restorePost } from './bin-post.ts'
import { postAnswer, postList, versionAnswer, versionList } from './content.answers.ts'
import { postChange, postInput } from './content.input.ts'
import { createPost } from './create-post.ts'
import { getPost } from './post.view.ts'
import { listPosts, POST_STATES } from './posts.view.ts'
import { updatePost, wantedVersion } from './update-post.ts'
import { getVersion, listVersions } from './versions.view.ts'

const params = z.strictObject({ post: z.uuid() })
const example = { text: 'Story time is back.\nEvery Tuesday at ten.', channels: [], media: [] }

export const postOperations: AnyOperation[] = [
  operation({
    id: 'createPost',
    method: 'post',
    path: '/posts',
    tag: 'posts',
    who: 'posts.write',
    status: 201,
    summary: 'Write a post; nothing goes out until it is submitted',
    body: postInput,
    answer: postAnswer,
    example: { body: example },
    run: (ctx, { body }) => createPost(ctx, body),
  }),
  operation({
    id: 'listPosts',
    method: 'get',
    path: '/posts',
    tag: 'posts',
    who: 'posts.read',
    summary: 'Posts, the latest change first',
    query: z.strictObject({ ...pageQuery, state: z.enum(POST_STATES).optional() }),
    answer: postList,
    run: (ctx, { query }) => listPosts(ctx, query),
  }),
  operation({
    id: 'getPost',
    method: 'get',
    path: '/posts/{post}',
    tag: 'posts',
    who: 'posts.read',
    summary: 'A post with what became of it on each channel',
    params,
    answer: postAnswer,
    run: (ctx, { params: { post } }) => getPost(ctx, post),
  }),
  operation({
    id: 'updatePost',
    method: 'patch',
    path: '/posts/{post}',
    tag: 'posts',
    who: 'posts.write',
    summary: 'Save a post on top of a version; 409 with the post as it stands if somebody was faster',
    params,
    body: postChange,
    answer: postAnswer,
    example: { body: { version: 1, text: 'Story time is back, every Tuesday at ten.' } },
    run: (ctx, { params: { post }, body: { version, ...change } }) =>
      updatePost(ctx, { id: post, version: wantedVersion(version), ...change }),
  }),
  operation({
    id: 'binPost',
    method: 'delete',
    path: '/posts/{post}',
    tag: 'posts',
    who: 'posts.write',
    summary: 'Put a draft into the bin',
    params,
    answer: null,
    run: (ctx, { params: { post } }) => binPost(ctx, post),
  }),
  operation({
    id: 'restorePost',
    method: 'post',
    path: '/posts/{post}/restore',
    tag: 'posts',
    who: 'posts.write',
    summary: 'Take a post out of the bin',
    params,
    answer: postAnswer,
    run: (ctx, { params: { post } }) => restorePost(ctx, post),
  }),
  operation({
    id: 'listVersions',
    method: 'get',
    path: '/posts/{post}/versions',
    tag: 'posts',
    who: 'posts.read',
    summary: 'The versions that are kept of a post',
    params,
    answer: versionList,
    run: async (ctx, { params: { post } }) => ({ items: await listVersions(ctx, post), next: null }),
  }),
  operation({
    id: 'getVersion',
    method: 'get',
    path: '/posts/{post}/versions/{number}',
    tag: 'posts',
    who: 'posts.read',
    summary: 'One version of a post, as it was frozen',
    params: z.strictObject({ ...params.shape, number: z.coerce.number().int().min(1).max(2_000_000_000) }),
    answer: versionAnswer,
    run: (ctx, { params: { post, number } }) => getVersion(ctx, post, number),
  }),
]
