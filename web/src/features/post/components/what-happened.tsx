import { useHere } from '#app/here.ts'
import { listed, moment } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import type { Post, Story } from '#posts/types.ts'
import { networkName } from '#ui/network-mark.tsx'
import { Section } from '#ui/section.tsx'
import { reasonWords } from '../reasons.ts'
import { type Line, storyOf } from '../story.ts'

/** The story of the post: what was tried, what the networks answered, who did what. */
export function WhatHappened({ post, stories }: { post: Post; stories: Story[] }) {
  const { zone } = useHere()
  const lines = storyOf(stories)
  return (
    <Section title={t('post.happened')} className="part">
      <ol className="story">
        {lines.map((line) => (
          <li key={line.at + line.what + line.networks.join()}>
            <time dateTime={line.at}>{moment(line.at, zone)}</time>
            <span>{wordsOf(line)}</span>
          </li>
        ))}
        <li>
          <time dateTime={post.createdAt}>{moment(post.createdAt, zone)}</time>
          <span>{t('story.begun', { name: post.createdBy?.name ?? t('post.program') })}</span>
        </li>
      </ol>
    </Section>
  )
}

function wordsOf({ what, networks, by, detail }: Line): string {
  const network = listed(networks.map(networkName))
  const name = by ?? t('post.program')
  switch (what) {
    case 'refused':
      return detail ? t('story.refused', { network, words: detail }) : t('story.refusedPlain', { network })
    case 'held':
      return t('story.held', { network, reason: reasonWords(detail) ?? '' })
    case 'other':
      return t('story.other', { network, words: detail ?? '' })
    case 'sawIt':
      return t('story.sawIt', { network, name })
    case 'sawNot':
      return t('story.sawNot', { network, name })
    case 'byHand':
    case 'takenOver':
    case 'letGo':
      return t(`story.${what}`, { network, name })
    default:
      return t(`story.${what}`, { network })
  }
}
