/** What is read of posts and their deliveries, by its own names. */
import type { operations } from '#app/api.gen.ts'

type Json<Response> = Response extends { content: { 'application/json': infer Body } } ? Body : never
type Answer<Name extends keyof operations> = Json<
  operations[Name]['responses'][keyof operations[Name]['responses'] & (200 | 201 | 202)]
>
export type Post = Answer<'getPost'>
export type Version = Answer<'getVersion'>
export type Reading = Answer<'listReadings'>['items'][number]
export type Delivery = Answer<'listDeliveries'>['items'][number]
export type Story = Answer<'getDelivery'>
export type Attempt = Story['attempts'][number]
export type Deed = Delivery['can'][number]
export type LikelyPost = Answer<'listLikelyPosts'>['items'][number]
export type Kit = Answer<'getKit'>
export type Channel = Answer<'listChannels'>['items'][number]
export type Card = Answer<'previewCard'>
export type People = Answer<'findPeople'>
export type Finding = Answer<'checkPost'>['checks'][number]
export type Media = Post['media'][number]
export type Variant = Post['variants'][number]
export type Planned = NonNullable<Post['planned']>
export type Uploaded = Answer<'uploadFile'>
