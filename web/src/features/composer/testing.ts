/** For the tests of this folder: a post as the server answers it. */
import type { Post } from '#posts/types.ts'
import { type Content, emptyContent } from './content.ts'

export const postWith = (version: number, content: Partial<Content>, by = 'Tom Reyes'): Post => ({
  ...emptyContent(),
  ...content,
  id: 'post-1',
  version,
  title: content.text ?? '',
  workingTitle: null,
  createdBy: { id: 'maya', name: 'Maya Okafor' },
  createdAt: '2026-11-17T14:00:00.000Z',
  updatedAt: '2026-11-17T14:00:00.000Z',
  updatedBy: { id: 'tom', name: by },
  binnedAt: null,
  frozen: false,
  deliveries: [],
})
