/** Every string of the public page, in the library's language where there is a list of it, else in English. */
import { es } from './bulletin.words.es.ts'

const en = {
  skip: 'Skip to the posts',
  bulletin: 'Bulletin',
  archive: 'Archive',
  title: 'News from your library',
  intro: 'Written by the people at the desk. No trackers, no ads, no account needed.',
  empty: 'Nothing has been posted here yet.',
  older: 'Older posts',
  newest: 'Newest posts',
  pages: 'Pages',
  follow: 'Follow us from anywhere',
  followHow: 'Put one of these addresses into a feed reader. It tells you when there is something new.',
  atom: 'Atom feed',
  json: 'JSON feed',
  channels: 'Our official channels',
  notOurs: 'Anything else with our name is not ours.',
  closing: 'Closed or opening late',
  closingMore: 'When this was said, and what follows',
  changed: 'changed',
  part: (number: number, count: number) => `Part ${number} of ${count}`,
  video: 'Video',
  videoFile: 'Open the video',
  warning: (text: string) => `Before you read: ${text}`,
  allPosts: 'All posts',
  posts: (count: number) => (count === 1 ? '1 post' : `${count} posts`),
  notFound: 'There is nothing at this address',
  notFoundHow: 'The address may have been typed wrong, or the post was never here.',
  gone: 'This post was taken down',
  goneHow: 'The library removed it. Its words and pictures are not shown any more.',
  home: 'To the newest posts',
}
export type BulletinWords = typeof en

/** By the first part of a tag. */
const LANGUAGES: Record<string, BulletinWords> = { en, es }

const baseOf = (tag: string): string | null =>
  /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(tag) ? tag.split('-')[0]!.toLowerCase() : null
const listOf = (tag: string): BulletinWords | undefined => {
  const base = baseOf(tag)
  return base !== null && Object.hasOwn(LANGUAGES, base) ? LANGUAGES[base] : undefined
}

/** What the frame says, by the library's language (`es-MX`). */
export const wordsOf = (of: { language: string } | undefined): BulletinWords => (of && listOf(of.language)) ?? en

/** What the frame is written in, in the library's own kind of it (`en-GB`): it must not say it is German while it speaks English. */
export const pageLanguage = ({ language }: { language: string }): string => (listOf(language) ? language : 'en')
