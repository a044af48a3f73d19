import type { Facts } from '@shelftalker/networks/port.ts'
import type { CountedPart } from '@shelftalker/networks/wordings.ts'
import { isOwnPage } from '#app/networks.ts'
import { t } from '#i18n/t.ts'
import { Photos } from '#posts/photos.tsx'
import { Said } from '#posts/said.tsx'
import type { Media } from '#posts/types.ts'
import { Icon } from '#ui/icon.tsx'
import { cardPlace } from '../card.ts'
import type { Shown } from '../preview.ts'
import { LinkCard } from './link-card.tsx'

/** How a post looks to readers: a warning before the words, the parts of a thread one under the other, pictures with the first. */
export function AsSeen({
  shown,
  facts,
  media,
  unknown,
  leaveCardOut,
}: {
  shown: Shown
  facts: Facts
  media: Media[]
  /** Mentions that name nobody here. */
  unknown: string[]
  leaveCardOut: (out: boolean) => void
}) {
  const warning = facts.can.warning ? shown.options.warning : undefined
  // As the library's own page has it; a network's timeline shows the words first.
  const onTop = isOwnPage(facts)
  const several = shown.parts.length > 1
  return shown.parts.map((part, at) => {
    const pictures = at === 0 ? seenOf(media, facts) : []
    const words = (
      <>
        <Part
          part={part}
          shown={shown}
          facts={facts}
          pictures={pictures}
          onTop={onTop}
          unknown={unknown}
          leaveCardOut={leaveCardOut}
        />
        {at === 0 && facts.poll && shown.options.poll && <PollSeen poll={shown.options.poll} />}
      </>
    )
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a part's name is its number.
      <div className="seen said" key={at}>
        {several && (
          <p className="small muted line ends">
            <span>{t('composer.partOf', { part: at + 1, parts: shown.parts.length })}</span>
            <span className={part.over ? 'num over' : 'num'}>
              {part.max === null
                ? t('composer.count', { units: part.count })
                : t('composer.countOf', { units: part.count, max: part.max })}
            </span>
          </p>
        )}
        {warning ? (
          <details className="warned">
            <summary dir="auto">
              <Icon name="triangle-alert" />
              <span>{warning}</span>
              <span className="button">{t('composer.showMore')}</span>
            </summary>
            {words}
          </details>
        ) : (
          words
        )}
      </div>
    )
  })
}

/** As many as the network takes; a video only where it takes one. */
function seenOf(media: Media[], facts: Facts): Media[] {
  const pictures = media.filter((one) => !one.video).slice(0, facts.media.max.value)
  const films = media.filter((one) => one.video).slice(0, facts.video?.max.value ?? 0)
  return [...pictures, ...films]
}

/** A poll as readers see it before they choose. */
function PollSeen({ poll }: { poll: NonNullable<Shown['options']['poll']> }) {
  return (
    <ul className="poll-seen" aria-label={t('composer.poll')}>
      {poll.answers.map((answer, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an answer's name is its place.
        <li key={at} dir="auto">
          {answer || t('composer.answer', { number: at + 1 })}
        </li>
      ))}
    </ul>
  )
}

function Part({
  part,
  shown,
  facts,
  pictures,
  onTop,
  unknown,
  leaveCardOut,
}: {
  part: CountedPart
  shown: Shown
  facts: Facts
  pictures: Media[]
  onTop: boolean
  unknown: string[]
  leaveCardOut: (out: boolean) => void
}) {
  const place = cardPlace(facts, part.text, shown.style, pictures.length, false)
  return (
    <div className="words">
      {onTop && <Photos media={pictures} />}
      <Said text={part.text} style={shown.style} language={shown.language} plain={unknown} />
      {part.text === '' && pictures.length === 0 && <p className="muted">{t('composer.noWords')}</p>}
      {!onTop && <Photos media={pictures} />}
      {place && (
        <LinkCard place={place} network={facts.name} leftOut={shown.options.card === 'none'} leaveOut={leaveCardOut} />
      )}
    </div>
  )
}
