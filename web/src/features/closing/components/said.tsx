import { useId, useState } from 'react'
import type { ClosingPreview } from '#app/api.types.ts'
import { longDate } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Field } from '#ui/field.tsx'
import { IndexCard } from '#ui/index-card.tsx'
import type { ClosingKind } from '../choice.ts'
import { iconOf } from './kinds.tsx'

/** The words as everybody will read them, filled in; to be changed for this once. */
export function Said({
  kind,
  preview,
  words,
  zone,
  waits,
  onWords,
}: {
  kind: ClosingKind
  preview: ClosingPreview | undefined
  words: string | null
  zone: string
  /** What is chosen does not fit together: there is nothing to say yet. */
  waits: boolean
  onWords: (words: string | null) => void
}) {
  const id = useId()
  // While somebody types nothing is asked; what stands when the field is left counts.
  const [draft, setDraft] = useState<string | null>(words)
  if (waits && !preview && draft === null)
    return (
      <section className="question" aria-labelledby={id}>
        <h2 className="ask" id={id}>
          {t('closing.say')}
        </h2>
        <p className="small muted">{t('closing.wordsLater')}</p>
      </section>
    )
  return (
    <section className="question" aria-labelledby={id}>
      <div className="line ends">
        <h2 className="ask" id={id}>
          {t('closing.say')}
        </h2>
        {draft === null ? (
          <Button kind="plain" onClick={() => setDraft(preview?.text ?? '')} disabled={!preview}>
            {t('closing.changeWords')}
          </Button>
        ) : (
          <Button
            kind="plain"
            onClick={() => {
              setDraft(null)
              onWords(null)
            }}
          >
            {t('closing.agreedWords')}
          </Button>
        )}
      </div>
      {draft !== null ? (
        <Field
          label={t('closing.words')}
          hint={t('closing.wordsHint')}
          error={draft.trim() ? null : t('closing.wordsMissing')}
        >
          {(belongs) => (
            <textarea
              className="input said"
              rows={6}
              maxLength={1000}
              value={draft}
              {...belongs}
              onChange={(event) => setDraft(event.target.value)}
              onBlur={() => onWords(draft)}
            />
          )}
        </Field>
      ) : (
        <IndexCard icon={iconOf(kind)}>
          <p className="said words" lang={preview?.language} dir="auto">
            {preview?.text}
          </p>
        </IndexCard>
      )}
      {draft === null && preview && <p className="small muted">{whose(preview, zone)}</p>}
    </section>
  )
}

function whose({ agreed }: ClosingPreview, zone: string): string {
  if (!agreed) return t('closing.ownWords')
  const on = longDate(agreed.at, zone)
  return agreed.by ? t('closing.agreedBy', { name: agreed.by, on }) : t('closing.agreedOn', { on })
}
