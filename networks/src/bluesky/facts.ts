/** What the composer must know of Bluesky. Pure: the browser loads this file, so it imports nothing that is heavy. */
import type { Facts, Sourced } from '../port.ts'

const POST = 'lexicon app.bsky.feed.post, https://github.com/bluesky-social/atproto/tree/main/lexicons/app/bsky'
const IMAGES = 'lexicon app.bsky.embed.images, the same place'
const VIDEO = 'lexicon app.bsky.embed.video, the same place'
const sourced = <T>(value: T, source: string): Sourced<T> => ({ value, source, asOf: '2026-11-24' })

export const blueskyFacts: Facts = {
  network: 'bluesky',
  name: 'Bluesky',
  mark: 'Bs',
  can: {
    publish: true,
    // The protocol can replace a record, but bsky.app goes on showing the first text: README, "Edits".
    edit: false,
    remove: true,
    threads: true,
    // Where servers can read our document: the server says whether that is so (listSignIns).
    oauth: true,
    manual: true,
    titles: false,
    languages: true,
    // Self-labels name kinds of adult content only; there is no free text in front of a post.
    warning: false,
    focus: false,
    measure: true,
    card: true,
    gates: true,
  },
  text: {
    counts: 'graphemes',
    max: sourced(300, POST),
    maxBytes: sourced(3_000, POST),
    link: null,
  },
  media: {
    max: sourced(4, IMAGES),
    types: sourced(
      ['image/jpeg', 'image/png', 'image/webp'],
      `${IMAGES} (accepts image/*; these are shown everywhere)`,
    ),
    maxBytes: sourced(2_000_000, IMAGES),
    maxPixels: null,
    alt: sourced(2_000, "the app's own limit, not verified; the lexicon has none"),
    required: false,
  },
  video: {
    max: sourced(1, VIDEO),
    alone: true,
    maxBytes: sourced(300_000_000, VIDEO),
    maxPixels: null,
    seconds: sourced(
      { least: 0, most: 600 },
      'secondary: notes of autumn 2026 on the video service; the lexicon has none',
    ),
    alt: sourced(2_000, "the app's own limit, not verified; the lexicon has none"),
    captions: sourced({ max: 20, maxBytes: 20_000 }, VIDEO),
  },
  mentions: sourced('@name.bsky.social', 'https://docs.bsky.app/docs/advanced-guides/post-richtext'),
  connect: [
    {
      name: 'server',
      label: 'Server',
      hint: 'Leave it as it is, unless your account lives on a server of its own.',
      secret: false,
      kind: 'url',
      example: 'https://bsky.social',
    },
    {
      name: 'identifier',
      label: 'Handle',
      hint: 'As it stands on your profile, without the @.',
      secret: false,
      kind: 'text',
      example: 'harborlibrary.bsky.social',
    },
    {
      name: 'appPassword',
      label: 'App password',
      hint: 'Made in Bluesky under Settings, Privacy and security, App passwords. Never the password you sign in with.',
      secret: true,
      kind: 'password',
      example: 'abcd-efgh-ijkl-mnop',
    },
  ],
  links: {
    compose: 'https://bsky.app/intent/compose',
    profile: 'https://bsky.app/profile/{handle}',
    help: 'https://bsky.app/settings/app-passwords',
  },
}
