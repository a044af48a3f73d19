import { useHere } from '#app/here.ts'
import { clock } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import type { Card } from '#posts/types.ts'
import { Button } from '#ui/button.tsx'
import { Icon } from '#ui/icon.tsx'
import { cardPictureAddress } from '../api/card.ts'
import type { CardPlace } from '../card.ts'
import { useCard } from '../use-card.ts'

/** A link as it is shown below the words: what goes out where we bring the card, what the page tells where the network makes its own. */
export function LinkCard({
  place: { url, whose, several },
  network,
  leftOut,
  leaveOut,
}: {
  place: CardPlace
  network: string
  /** A person takes the card away, where it is ours. */
  leftOut: boolean
  leaveOut: (out: boolean) => void
}) {
  if (leftOut && whose === 'ours')
    return (
      <div className="cardabout small muted">
        <span>{t('composer.cardLeftOut')}</span>
        <Button kind="plain" onClick={() => leaveOut(false)}>
          {t('composer.cardShow')}
        </Button>
      </div>
    )
  // Another link is another card: nothing of the one before is shown or kept.
  return (
    <Looked key={url} url={url} whose={whose} several={several} network={network} leaveOut={() => leaveOut(true)} />
  )
}

function Looked({ url, whose, several, network, leaveOut }: CardPlace & { network: string; leaveOut: () => void }) {
  const { zone } = useHere()
  const { card, failed, busy, changedSince, again } = useCard(url)
  const host = new URL(url).hostname
  const words = [
    several ? t('composer.cardFirst') : '',
    whose === 'theirs' ? t('composer.cardTheirs', { network }) : '',
    card && whose === 'ours' && card.is === 'card' ? t('composer.cardRead', { at: clock(card.readAt, zone) }) : '',
  ].filter(Boolean)
  return (
    <div className="cardpart" aria-busy={busy || (!card && !failed)}>
      {card?.is === 'card' && <Shown card={card} host={host} />}
      {card && card.is !== 'card' && (
        <p className="cardline small">
          <Icon name={card.is === 'nothing' ? 'link' : 'triangle-alert'} />
          <span>{whyNot(card, host)}</span>
        </p>
      )}
      {!card && failed && (
        <p className="cardline small">
          <Icon name="triangle-alert" />
          <span>{t('composer.cardFailed', { host })}</span>
        </p>
      )}
      {!card && !failed && <Waiting host={host} />}
      {changedSince && card && (
        <p className="small" role="status">
          {t('composer.cardChanged', { at: clock(changedSince, zone) })}
        </p>
      )}
      <div className="cardabout small muted">
        <span>{words.join(' ')}</span>
        {(card || failed) && (
          <Button kind="plain" disabled={busy} onClick={again}>
            {t('composer.cardAgain')}
          </Button>
        )}
        {whose === 'ours' && card?.is === 'card' && (
          <Button kind="plain" onClick={leaveOut}>
            {t('composer.cardLeave')}
          </Button>
        )}
      </div>
    </div>
  )
}

function Shown({ card, host }: { card: Card; host: string }) {
  const { handle } = useHere()
  const { url, title, description, picture } = card
  return (
    <figure className="linkcard" aria-label={t('composer.card', { host })}>
      {picture && (
        // Nothing is said of it on the networks either: a card's picture has no alt text.
        <img
          src={cardPictureAddress(handle, url, picture.digest)}
          alt=""
          width={picture.width}
          height={picture.height}
          decoding="async"
        />
      )}
      <figcaption>
        <b dir="auto">{title}</b>
        {description && <span dir="auto">{description}</span>}
        <small>
          <Icon name="link" />
          {host}
        </small>
      </figcaption>
    </figure>
  )
}

/** As large as a card without a picture. */
function Waiting({ host }: { host: string }) {
  return (
    <div className="linkcard">
      <div className="skeleton" aria-hidden="true">
        <i />
        <i />
      </div>
      <p className="small muted" role="status">
        {t('composer.cardLoading', { host })}
      </p>
    </div>
  )
}

function whyNot(card: Card, host: string): string {
  if (card.is === 'nothing') return t('composer.cardNothing')
  if (card.is === 'refused') return t('composer.cardRefused', { host })
  return card.status === null
    ? t('composer.cardSilent', { host })
    : t('composer.cardStatus', { host, status: card.status })
}
