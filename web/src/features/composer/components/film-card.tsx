import { countGraphemes } from '@shelftalker/shared/text/graphemes.ts'
import { t } from '#i18n/t.ts'
import { Film } from '#posts/film.tsx'
import type { Media } from '#posts/types.ts'
import { Field } from '#ui/field.tsx'
import { CaptionsPart } from './captions-part.tsx'
import { MediaMenu } from './media-menu.tsx'

/** One video: what it shows, said for those who do not see it, and what is said in it, written for those who do not hear it. */
export function FilmCard({
  media,
  number,
  of,
  maxAlt,
  language,
  trouble,
  change,
  move,
  remove,
}: {
  media: Media
  number: number
  of: number
  maxAlt: { max: number; network: string } | null
  /** Of the post: most likely that of the captions too. */
  language: string | null
  trouble: (path: string) => string | null
  change: (next: Partial<Media>) => void
  move: (by: number) => void
  remove: () => void
}) {
  const units = countGraphemes(media.alt)
  return (
    <section className="film-card stack tight" aria-label={t('composer.video', { number })}>
      <Film media={media} />
      <div className="line ends">
        <span className="small muted">{t('composer.videoClean')}</span>
        <MediaMenu name={t('composer.videoMenu', { number })} number={number} of={of} move={move} remove={remove} />
      </div>
      <Field label={t('composer.videoAlt')} hint={t('composer.videoAltHint')} error={trouble('alt') ?? trouble('file')}>
        {(belongs) => (
          <textarea
            {...belongs}
            className="input alt"
            dir="auto"
            rows={2}
            value={media.alt}
            onChange={(event) => change({ alt: event.target.value })}
          />
        )}
      </Field>
      <p className="small muted">
        {maxAlt ? t('composer.altCount', { units, ...maxAlt }) : t('composer.altCountOnly', { units })}
      </p>
      <CaptionsPart media={media} language={language} error={trouble('video')} change={change} />
    </section>
  )
}
