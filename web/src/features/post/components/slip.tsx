import { useSearchParams } from 'react-router'
import { t } from '#i18n/t.ts'
import type { Post } from '#posts/types.ts'
import { Section } from '#ui/section.tsx'
import { lookOf } from '#ui/state-mark.tsx'
import { type Place, tallyOf } from '../places.ts'
import { PlaceRow } from './place-row.tsx'

/** The date slip: one line for each channel, stamped when it is out. */
export function Slip({ post, places }: { post: Post; places: Place[] }) {
  const [search] = useSearchParams()
  const asked = search.get('delivery')
  const tally = tallyOf(places, ({ head, removed }) =>
    removed ? ('post.removed' as const) : lookOf(head.state, head.waitingFor).word,
  )
  return (
    <Section
      title={
        places.some(({ parts }) => parts.some(({ publishedAt }) => publishedAt)) ? t('post.where') : t('post.whereTo')
      }
      className="part"
      aside={
        <span className="small muted">
          {tally.map(([word, n]) => t('post.tallyItem', { n, state: t(word).toLowerCase() })).join(', ')}
        </span>
      }
    >
      <div className="slip">
        <div className="columns" aria-hidden="true">
          <span>{t('post.channel')}</span>
          <span>{t('state.out')}</span>
        </div>
        <ul>
          {places.map((place) => (
            <PlaceRow key={place.key} post={post} place={place} asked={asked !== null && place.ids.includes(asked)} />
          ))}
        </ul>
      </div>
    </Section>
  )
}
