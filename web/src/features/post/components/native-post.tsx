import { useQuery } from '@tanstack/react-query'
import { useHere } from '#app/here.ts'
import { t } from '#i18n/t.ts'
import { postingChannelsQuery } from '#posts/api.ts'
import { Said } from '#posts/said.tsx'
import { titleIn } from '#posts/title.ts'
import type { Story } from '#posts/types.ts'
import { NetworkMark, networkName } from '#ui/network-mark.tsx'
import { PageTitle } from '#ui/page.tsx'
import { Time } from '#ui/time.tsx'
import { AdoptPart } from './adopt-part.tsx'
import { FiguresPart } from './figures-part.tsx'

/** A post that somebody made on the network itself: shown and read like others, and nothing here can send or change it. */
export function NativePost({ story }: { story: Story }) {
  const { handle, zone } = useHere()
  const channel = useQuery(postingChannelsQuery(handle)).data?.find(({ id }) => id === story.channel)
  const network = networkName(story.network)
  return (
    <div className="stack roomy">
      <PageTitle
        title={titleIn(story.title) || t('today.untitled')}
        below={
          <span className="line">
            <NetworkMark network={story.network} />
            <span>
              {t('post.native', { network: channel?.name ?? network })}
              {story.publishedAt && (
                <>
                  {' · '}
                  <Time at={story.publishedAt} zone={zone} as="dateAndClock" />
                </>
              )}
            </span>
          </span>
        }
        actions={
          story.url && /^https?:/i.test(story.url) ? (
            <a className="button" href={story.url} target="_blank" rel="noreferrer">
              {t('post.seeThere', { network })}
            </a>
          ) : null
        }
      />
      <section className="card said words" aria-label={t('post.words')}>
        <Said text={story.text} style="bluesky" language={story.language} />
      </section>
      <p className="small muted">{t('post.nativeText', { network })}</p>
      <AdoptPart story={story} />
      <FiguresPart of={{ delivery: story.id }} parts={new Map([[story.channel, 1]])} />
    </div>
  )
}
