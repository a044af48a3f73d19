import { z } from 'zod'
import { type AnyOperation, idParam, operation } from '#app/http/operation.ts'
import { pauseInput } from '#modules/library/index.ts'
import {
  cameBack,
  channelAnswer,
  channelChange,
  channelInput,
  channelPage,
  channelQuery,
  connectInput,
  disconnectAnswer,
  signInInput,
  signInList,
} from './channels.input.ts'
import { getChannel, listChannels } from './channels.view.ts'
import { checkChannel } from './check-channel.ts'
import { connectChannel } from './connect-channel.ts'
import { createChannel } from './create-channel.ts'
import { disconnectChannel } from './disconnect-channel.ts'
import { FINISH_PATH } from './finish-path.ts'
import { finishSignIn } from './finish-sign-in.ts'
import { listSignIns } from './list-sign-ins.ts'
import { pauseChannel, resumeChannel } from './pause-channel.ts'
import { startSignIn } from './start-sign-in.ts'
import { updateChannel } from './update-channel.ts'

const tag = 'channels'
const params = idParam('channel')
const one = (given: Record<string, unknown>) => given.channel as string

export const channelOperations: AnyOperation[] = [
  operation({
    id: 'listChannels',
    method: 'get',
    path: '/channels',
    tag,
    who: 'channels.read',
    summary: 'All channels of the library, with what went out last and what is due next',
    query: channelQuery,
    answer: channelPage,
    run: (ctx, { query }) => listChannels(ctx, query),
  }),
  operation({
    id: 'createChannel',
    method: 'post',
    path: '/channels',
    tag,
    who: 'channels.manage',
    status: 201,
    summary: 'Add a channel: connected, posted to by hand, or an idea',
    body: channelInput,
    answer: channelAnswer,
    example: {
      body: {
        network: 'mastodon',
        name: 'Harbor on Mastodon',
        connection: { server: 'https://mastodon.example', accessToken: '…' },
      },
    },
    run: (ctx, { body }) => createChannel(ctx, body),
  }),
  operation({
    id: 'listSignIns',
    method: 'get',
    path: '/channels/sign-in',
    tag,
    who: 'channels.manage',
    summary: 'The networks where people sign in on the network’s own pages, and whether that can be done here',
    answer: signInList,
    run: async (ctx) => listSignIns(ctx, ctx.http_.origin),
  }),
  operation({
    id: 'startSignIn',
    method: 'post',
    path: '/channels/sign-in',
    tag,
    who: 'channels.manage',
    // The address carries the state of this sign-in.
    secret: true,
    summary: 'Begin a sign-in at a network; answers the page of the network to go to',
    body: signInInput,
    answer: z.strictObject({ url: z.string() }),
    example: { body: { network: 'mastodon', server: 'mastodon.example', name: 'Harbor on Mastodon' } },
    run: (ctx, { body }) => startSignIn(ctx, body, ctx.http_.origin),
  }),
  operation({
    id: 'finishSignIn',
    method: 'get',
    path: FINISH_PATH,
    tag,
    // The browser comes from elsewhere without our header; the verb finds the library, and asks for the right there.
    who: 'anyone',
    summary: 'Where a network sends the browser back; redirects to the channel',
    query: cameBack,
    answer: null,
    run: async (ctx, { query }) =>
      new Response(null, {
        status: 303,
        headers: {
          location: await finishSignIn(ctx, query as Parameters<typeof finishSignIn>[1], ctx.http_.origin),
          'cache-control': 'no-store',
        },
      }),
  }),
  operation({
    id: 'getChannel',
    method: 'get',
    path: '/channels/{channel}',
    tag,
    who: 'channels.read',
    summary: 'One channel with its connection',
    params,
    answer: channelAnswer,
    run: (ctx, { params }) => getChannel(ctx, one(params)),
  }),
  operation({
    id: 'updateChannel',
    method: 'patch',
    path: '/channels/{channel}',
    tag,
    who: 'channels.manage',
    summary: 'Change name, state, standing or role address',
    params,
    body: channelChange,
    answer: channelAnswer,
    example: { body: { version: 1, state: 'retired' } },
    run: (ctx, { params, body }) => updateChannel(ctx, one(params), body),
  }),
  operation({
    id: 'checkChannel',
    method: 'post',
    path: '/channels/{channel}/check',
    tag,
    who: 'channels.manage',
    summary: 'Ask the network how the account stands, and read its limits anew',
    params,
    answer: channelAnswer,
    run: (ctx, { params }) => checkChannel(ctx, one(params)),
  }),
  operation({
    id: 'connectChannel',
    method: 'post',
    path: '/channels/{channel}/connect',
    tag,
    who: 'channels.manage',
    summary: 'Connect a channel, or sign in again with the same account',
    params,
    body: connectInput,
    answer: channelAnswer,
    example: { body: { connection: { server: 'https://mastodon.example', accessToken: '…' } } },
    run: (ctx, { params, body }) => connectChannel(ctx, one(params), body.connection),
  }),
  operation({
    id: 'disconnectChannel',
    method: 'post',
    path: '/channels/{channel}/disconnect',
    tag,
    who: 'channels.manage',
    summary: 'Take the sign-in back, at the network where it can be, and here',
    params,
    answer: disconnectAnswer,
    run: (ctx, { params }) => disconnectChannel(ctx, one(params)),
  }),
  operation({
    id: 'pauseChannel',
    method: 'post',
    path: '/channels/{channel}/pause',
    tag,
    who: 'pause',
    summary: 'Stop sending on one channel, with a reason and an end',
    params,
    body: pauseInput,
    answer: channelAnswer,
    example: { body: { reason: 'The password is being changed', until: null } },
    run: (ctx, { params, body }) => pauseChannel(ctx, one(params), body),
  }),
  operation({
    id: 'resumeChannel',
    method: 'post',
    path: '/channels/{channel}/resume',
    tag,
    who: 'pause',
    summary: 'Let sending on this channel go on; what was held asks for a new time',
    params,
    answer: channelAnswer,
    run: (ctx, { params }) => resumeChannel(ctx, one(params)),
  }),
]
