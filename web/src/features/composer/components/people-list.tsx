import type { Ref, SyntheticEvent } from 'react'
import { t } from '#i18n/t.ts'
import { NetworkMark, networkName } from '#ui/network-mark.tsx'
import type { Somebody, Trouble } from '../people.ts'

function whyOf(trouble: Trouble, network: string): string {
  switch (trouble) {
    case 'not-allowed':
      return t('composer.peopleNotAllowed', { network })
    case 'sign-in-again':
      return t('composer.peopleSignIn', { network })
    case 'too-fast':
      return t('composer.peopleTooFast', { network })
    case 'silent':
      return t('composer.peopleSilent', { network })
  }
}

/** What is said aloud of the list: how long it is, or why it is empty. */
export function saidOf(people: Somebody[], troubles: { network: string; trouble: Trouble }[]): string {
  const networks = [...new Set(people.map(({ network }) => networkName(network)))]
  if (people.length > 0) return t('composer.peopleFound', { count: people.length, networks: networks.join(', ') })
  const [first] = troubles
  return first ? whyOf(first.trouble, networkName(first.network)) : t('composer.peopleNone')
}

const keep = (event: SyntheticEvent) => event.preventDefault()

/** Those who may be meant, in the top layer. No pictures of them: they lie on strangers' servers. */
export function PeopleList({
  ref,
  id,
  people,
  troubles,
  active,
  onActive,
  onChoose,
}: {
  ref: Ref<HTMLDivElement>
  id: string
  people: Somebody[]
  troubles: { network: string; trouble: Trouble }[]
  active: number
  onActive: (at: number) => void
  onChoose: (one: Somebody) => void
}) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pressing it must not take the focus out of the words.
    <div ref={ref} className="people" popover="manual" onPointerDown={keep} onMouseDown={keep}>
      {people.length > 0 && (
        <div role="listbox" id={`${id}-people`} aria-label={t('composer.people')}>
          {people.map((one, at) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the words that it belongs to.
            <div
              key={`${one.network} ${one.handle}`}
              id={`${id}-${at}`}
              role="option"
              aria-selected={at === active}
              tabIndex={-1}
              onPointerMove={() => at !== active && onActive(at)}
              onClick={() => onChoose(one)}
            >
              <NetworkMark network={one.network} />
              <span>
                <span className="name" dir="auto">
                  {one.name || one.handle}
                </span>
                <small className="muted">@{one.handle}</small>
              </span>
              <span className="sr">{t('composer.on', { network: networkName(one.network) })}</span>
            </div>
          ))}
        </div>
      )}
      {troubles.map(({ network, trouble }) => (
        <p className="small muted" key={network}>
          {whyOf(trouble, networkName(network))}
        </p>
      ))}
    </div>
  )
}
