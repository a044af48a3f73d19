import { countGraphemes } from '@shelftalker/shared/text/graphemes.ts'
import { hasOwnBreaks } from '@shelftalker/shared/text/thread.ts'
import { useDeferredValue, useMemo } from 'react'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Field } from '#ui/field.tsx'
import { networkName } from '#ui/network-mark.tsx'
import type { Content } from '../content.ts'
import { withBreaks } from '../preview.ts'
import type { Preview } from '../previews.ts'
import { gradeOf, tagProposals, withTag } from '../proposals.ts'
import type { Swap } from '../swap.ts'
import { WordsField } from './words-field.tsx'

/** The one text. */
export function TextPart({
  content,
  change,
  swap,
  previews,
  error,
}: {
  content: Content
  change: (next: Partial<Content>) => void
  swap: Swap
  previews: Preview[]
  error: string | null
}) {
  const { text, language } = content
  const later = useDeferredValue(text)
  const grade = useMemo(() => gradeOf(later, language), [later, language])
  const tags = useMemo(() => tagProposals(later, language), [later, language])
  const saying = previews
    .filter(({ wordings }) => wordings.some((one) => one.field === 'text'))
    .map((one) => one.channel)
  // The network that parts it most tells where breaks may help.
  const parted = previews
    .flatMap(({ channel, wordings }) =>
      wordings.filter((one) => one.proposed && one.field === 'text').map((one) => ({ channel, parts: one.parts })),
    )
    .toSorted((one, other) => other.parts.length - one.parts.length)[0]
  const part = () => {
    if (!parted) return
    swap({ text: withBreaks(parted.parts) }, t('composer.parted', { count: parted.parts.length }))
  }
  return (
    <div className="stack tight">
      <Field label={t('composer.text')} hint={t('composer.textHint')} error={error}>
        {(belongs) => (
          <WordsField
            {...belongs}
            channels={saying}
            className="input text"
            dir="auto"
            lang={content.language ?? undefined}
            value={text}
            rows={7}
            // Somebody who opens an empty page to write wants to write.
            autoFocus={text === ''}
            onWords={(words) => change({ text: words })}
          />
        )}
      </Field>
      <div className="small muted line ends">
        <span>
          {t('composer.characters', { count: countGraphemes(text) })}
          {grade !== null && (
            <>
              {', '}
              <span title={t('composer.gradeBy')}>{t('composer.grade', { grade })}</span>
            </>
          )}
        </span>
        {parted && !hasOwnBreaks(text) && (
          <Button kind="plain" onClick={part}>
            {t('composer.part', { count: parted.parts.length, network: networkName(parted.channel.network) })}
          </Button>
        )}
      </div>
      <div className="line proposals" aria-live="polite">
        {tags.map((one) => (
          <Button key={one.tag} onClick={() => swap({ text: withTag(text, one) }, t('composer.fixed'))}>
            {t('composer.writeTag', { better: one.better })}
          </Button>
        ))}
      </div>
    </div>
  )
}
