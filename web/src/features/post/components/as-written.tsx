import { Fragment } from 'react'
import { useHere } from '#app/here.ts'
import { languageName, moment, shortDate } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Photos } from '#posts/photos.tsx'
import { Said } from '#posts/said.tsx'
import type { Post } from '#posts/types.ts'
import { Mark } from '#ui/state-mark.tsx'
import { heard } from '../version-lines.ts'

/** The one text with its pictures, as it stands now, and what is known of it. */
export function AsWritten({ post }: { post: Post }) {
  const { zone } = useHere()
  const { text, language, media, options, noUseAfter, createdBy, createdAt, updatedBy, updatedAt } = post
  const pictures = media.filter(({ video }) => !video)
  const described = pictures.filter(({ alt, decorative }) => alt || decorative).length
  const who = (person: { name: string } | null) => person?.name ?? t('post.program')
  return (
    <aside className="stack" aria-label={t('post.thePost')}>
      <section className="card" aria-label={t('post.words')}>
        <div className="words said">
          <Photos media={media} />
          <Said text={text.replaceAll(/^[ \t]*-{3,}[ \t]*$/gm, '\n⁂\n')} style="bluesky" language={language} />
          {text === '' && media.length === 0 && <p className="muted">{t('today.untitled')}</p>}
        </div>
      </section>
      <dl className="facts">
        <dt>{t('post.writtenBy')}</dt>
        <dd>{t('post.whoWhen', { name: who(createdBy), at: moment(createdAt, zone) })}</dd>
        {updatedAt !== createdAt && (
          <>
            <dt>{t('post.changedBy')}</dt>
            <dd>{t('post.whoWhen', { name: who(updatedBy), at: moment(updatedAt, zone) })}</dd>
          </>
        )}
        {options.warning && (
          <>
            <dt>{t('post.warning')}</dt>
            <dd dir="auto">{options.warning}</dd>
          </>
        )}
        {language && (
          <>
            <dt>{t('post.language')}</dt>
            <dd>{languageName(language)}</dd>
          </>
        )}
        {noUseAfter && (
          <>
            <dt>{t('post.noUseAfter')}</dt>
            <dd>{shortDate(noUseAfter, zone)}</dd>
          </>
        )}
        {media.map(
          (one) =>
            one.video && (
              <Fragment key={one.file}>
                <dt>{t('post.video')}</dt>
                <dd dir="auto">{one.alt || t('posts.videoNoAlt')}</dd>
                <dt>{t('post.captions')}</dt>
                <dd>{heard(one)}</dd>
              </Fragment>
            ),
        )}
        {pictures.length > 0 && (
          <>
            <dt>{t('post.altText')}</dt>
            <dd>
              {described === pictures.length ? (
                <Mark hue="done" icon="circle-check">
                  {t('post.altOnEvery')}
                </Mark>
              ) : (
                <Mark hue="wait" icon="triangle-alert">
                  {t('post.altOnSome', { described, count: pictures.length })}
                </Mark>
              )}
            </dd>
          </>
        )}
        {post.variants.length > 0 && (
          <>
            <dt>{t('post.ownWords')}</dt>
            <dd>{t('post.ownWordsCount', { count: post.variants.length })}</dd>
          </>
        )}
      </dl>
    </aside>
  )
}
