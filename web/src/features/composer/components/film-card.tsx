import { countGraphemes } from '@shelftalker/shared/text/graphemes.ts'
import { t } from '#i18n/t.ts'
import { Film } from '#posts/film.tsx'
import type { Media } from '#posts/types.ts'
import { Field } from '#ui/field.tsx'
import { Icon } from '#ui/icon.tsx'
import { Menu, MenuItem } from '#ui/menu.tsx'
import { CaptionsPart } from './captions-part.tsx'

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
        <Menu
          className="button square"
          button={
            <>
              <Icon name="ellipsis" />
              <span className="sr">{t('composer.videoMenu', { number })}</span>
            </>
          }
        >
          {number > 1 && (
            <MenuItem icon="chevron-left" act={() => move(-1)}>
              {t('composer.earlier')}
            </MenuItem>
          )}
          {number < of && (
            <MenuItem icon="chevron-right" act={() => move(1)}>
              {t('composer.later')}
            </MenuItem>
          )}
          <MenuItem icon="trash-2" act={remove}>
            {t('composer.takeOut')}
          </MenuItem>
        </Menu>
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
