import { countGraphemes } from '@shelftalker/shared/text/graphemes.ts'
import type { MouseEvent } from 'react'
import { useHere } from '#app/here.ts'
import { t } from '#i18n/t.ts'
import { pictureAddress } from '#posts/api.ts'
import { place } from '#posts/photos.tsx'
import type { Media } from '#posts/types.ts'
import { Check, Field } from '#ui/field.tsx'
import { MediaMenu } from './media-menu.tsx'

/** One picture with its description. A press on it says what must stay in sight where a network cuts it. */
export function Picture({
  media,
  number,
  of,
  maxAlt,
  error,
  change,
  move,
  remove,
}: {
  media: Media
  number: number
  of: number
  maxAlt: { max: number; network: string } | null
  error: string | null
  change: (next: Partial<Media>) => void
  move: (by: number) => void
  remove: () => void
}) {
  const { handle } = useHere()
  const { file, alt, decorative, focus } = media
  const aim = (event: MouseEvent<HTMLButtonElement>) => {
    // A press by keyboard names no place: it sets the middle.
    if (event.detail === 0) return change({ focus: null })
    const box = event.currentTarget.getBoundingClientRect()
    const x = ((event.clientX - box.left) / box.width) * 2 - 1
    const y = 1 - ((event.clientY - box.top) / box.height) * 2
    change({ focus: { x: round(x), y: round(y) } })
  }
  const hint = decorative
    ? t('composer.decorativeHint')
    : maxAlt
      ? t('composer.altCount', { units: countGraphemes(alt), ...maxAlt })
      : t('composer.altCountOnly', { units: countGraphemes(alt) })
  return (
    <div className="media">
      <div className="frame">
        <button type="button" className="aim" onClick={aim} aria-label={t('composer.focus', { number })}>
          <img src={pictureAddress(handle, file, 320)} alt="" />
          {focus && (
            <span
              className="dot"
              style={{ insetInlineStart: place(focus).split(' ')[0], insetBlockStart: place(focus).split(' ')[1] }}
            />
          )}
        </button>
        <MediaMenu name={t('composer.pictureMenu', { number })} number={number} of={of} move={move} remove={remove} />
      </div>
      <div className="stack tight">
        <Field
          label={of > 1 ? t('composer.altOf', { number }) : t('composer.alt')}
          hint={decorative ? undefined : t('composer.altHint')}
          error={error}
        >
          {(belongs) => (
            <textarea
              {...belongs}
              className="input alt"
              dir="auto"
              rows={2}
              disabled={decorative}
              value={alt}
              onChange={(event) => change({ alt: event.target.value })}
            />
          )}
        </Field>
        <p className="small muted">{hint}</p>
        <Check
          label={t('composer.decorative')}
          checked={decorative}
          onChange={(value) => change({ decorative: value })}
        />
      </div>
    </div>
  )
}

const round = (value: number) => Math.round(Math.max(-1, Math.min(1, value)) * 100) / 100
