import type { Facts } from '@shelftalker/networks/port.ts'
import { useState } from 'react'
import { languageName } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import type { Channel } from '#posts/types.ts'
import { Button } from '#ui/button.tsx'
import { Field } from '#ui/field.tsx'
import { NetworkMark } from '#ui/network-mark.tsx'
import { calledAmong, nameBeside } from '../called.ts'
import type { Content } from '../content.ts'
import type { Shown } from '../preview.ts'
import type { Swap } from '../swap.ts'
import { addedLanguages, withOwnWords, withoutOwnWords } from '../wordings.ts'
import { AsSeen } from './as-seen.tsx'
import { KitPreview } from './kit-preview.tsx'
import { WordsField } from './words-field.tsx'

/** One channel's sheet: how the network counts it, its own words if it has them, and how it will look there. */
export function OnChannel({
  channel,
  among,
  facts,
  shown,
  content,
  change,
  swap,
  unknown,
  error,
}: {
  channel: Channel
  /** All that it goes to. */
  among: Channel[]
  facts: Facts
  shown: Shown
  content: Content
  change: (next: Partial<Content>) => void
  swap: Swap
  /** Mentions that name nobody here. */
  unknown: string[]
  error: string | null
}) {
  const { variants } = content
  // The button that was pressed goes away: the focus goes where it led.
  const [turned, setTurned] = useState<'own' | 'one' | null>(null)
  const language = shown.language === null ? null : languageName(shown.language)
  // A language that is there for this channel alone is worded where it was added.
  const onlyHere = addedLanguages(content).some((one) => one.channel === channel.id && one.language === shown.language)
  const own = !onlyHere && shown.variant !== null && typeof variants[shown.variant]?.text === 'string'
  const over = shown.parts.some((part) => part.over)
  const say = () => {
    setTurned('own')
    change({ variants: withOwnWords(variants, channel.id, shown.language, shown.text) })
  }
  const oneText = () => {
    if (shown.variant === null) return
    setTurned('one')
    swap(
      { variants: withoutOwnWords(variants, shown.variant) },
      language === null
        ? t('composer.ownWordsGone', { network: facts.name })
        : t('composer.ownLanguageGone', { network: facts.name, language }),
    )
  }
  const network = calledAmong(facts.name, channel, among)
  const sub = [
    nameBeside(channel, among) ?? '',
    language ?? '',
    channel.manual ? t('composer.byHand') : '',
    own ? t('composer.ownWords') : '',
    shown.whole.max === null ? t('composer.noLimit') : '',
  ].filter(Boolean)
  const why = whyOf(shown, facts)
  const differently = (
    <Button kind="plain" autoFocus={turned === 'one'} onClick={say}>
      {t('composer.sayDifferently')}
    </Button>
  )
  return (
    <article
      className="pv card"
      aria-label={language === null ? t('composer.on', { network }) : t('composer.onIn', { network, language })}
    >
      <header className="line ends">
        <h3>
          <NetworkMark network={channel.network} />
          {facts.name}
          <span className="sub">{sub.join(' · ')}</span>
        </h3>
        <span className={over ? 'small num over' : 'small num'}>{countOf(shown)}</span>
      </header>
      {(own || why !== '') && (
        <div className="why">
          <span>{why}</span>
          {own ? (
            <Button kind="plain" onClick={oneText}>
              {language === null ? t('composer.useOne') : t('composer.useAll')}
            </Button>
          ) : (
            !onlyHere && differently
          )}
        </div>
      )}
      {own && (
        <div className="own">
          <Field
            label={
              language === null ? t('composer.wordsFor', { network }) : t('composer.wordsForIn', { network, language })
            }
            error={error}
          >
            {(belongs) => (
              <WordsField
                {...belongs}
                channels={[channel]}
                className="input"
                // Only after the button that asked for these words.
                autoFocus={turned === 'own'}
                dir="auto"
                lang={shown.language ?? undefined}
                value={variants[shown.variant ?? 0]?.text ?? shown.text}
                rows={4}
                onWords={(text) =>
                  change({ variants: variants.map((one, at) => (at === shown.variant ? { ...one, text } : one)) })
                }
              />
            )}
          </Field>
        </div>
      )}
      {channel.manual ? (
        <KitPreview shown={shown} facts={facts} media={content.media} />
      ) : (
        <AsSeen
          shown={shown}
          facts={facts}
          media={content.media}
          unknown={unknown}
          leaveCardOut={(out) => change({ options: { ...content.options, card: out ? 'none' : undefined } })}
        />
      )}
      {!own && !onlyHere && why === '' && <div className="differently">{differently}</div>}
    </article>
  )
}

function countOf({ whole, parts }: Shown): string {
  if (parts.length > 1) return t('composer.inParts', { count: parts.length })
  const { count, max } = parts[0] ?? whole
  return max === null ? t('composer.count', { units: count }) : t('composer.countOf', { units: count, max })
}

/** The one thing worth knowing about the length here. */
function whyOf({ whole, parts, proposed }: Shown, facts: Facts): string {
  const { max, count, bytes, maxBytes } = whole
  const first = parts.find((part) => part.over)
  if (first && max !== null && first.count > max) return t('composer.tooLong', { over: first.count - max })
  if (first && maxBytes !== null) return t('composer.tooManyBytes', { bytes: first.bytes, max: maxBytes })
  if (proposed) return t('composer.proposed', { over: max === null ? bytes : count - max, count: parts.length })
  if (facts.text.link && max !== null && /https?:\/\//.test(parts[0]?.text ?? ''))
    return t('composer.linkCounts', { units: facts.text.link.value })
  return ''
}
