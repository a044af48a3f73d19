import type { Facts } from '@shelftalker/networks/port.ts'
import { useHere } from '#app/here.ts'
import { languageName } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { contentAddress, pictureAddress } from '#posts/api.ts'
import type { Media } from '#posts/types.ts'
import { CopyButton } from '#ui/copy-button.tsx'
import { Icon } from '#ui/icon.tsx'
import { cardPlace } from '../card.ts'
import type { Shown } from '../preview.ts'
import { LinkCard } from './link-card.tsx'

/** For a channel that a person posts to: what she will get, in the order in which she needs it. */
export function KitPreview({ shown, facts, media }: { shown: Shown; facts: Facts; media: Media[] }) {
  const place = cardPlace(facts, shown.parts[0]?.text ?? '', shown.style, media.length, true)
  const { handle } = useHere()
  return (
    <>
      <ol className="kit">
        {shown.parts.map(({ text }, at) => {
          const name = shown.parts.length > 1 ? t('posts.textOf', { number: at + 1 }) : t('posts.text')
          return (
            <li key={name}>
              <span>
                {name}
                <small className="excerpt muted" dir="auto">
                  {text}
                </small>
              </span>
              <CopyButton text={text} of={name} />
            </li>
          )
        })}
        {media.map(({ file, alt, decorative, video }, at) => (
          <li key={file}>
            <span>
              {t(video ? 'posts.video' : 'posts.picture', { number: at + 1 })}
              <small className="excerpt muted" dir="auto">
                {decorative ? t('posts.decorative') : alt || t(video ? 'posts.videoNoAlt' : 'posts.noAlt')}
              </small>
            </span>
            <a
              className="button"
              href={video ? contentAddress(handle, file) : pictureAddress(handle, file, 2048)}
              download={`${at + 1}.${video ? 'mp4' : 'webp'}`}
            >
              <Icon name="download" />
              {t('posts.save')}
            </a>
          </li>
        ))}
        {media.flatMap(({ video }, at) =>
          (video?.captions ?? []).map((one) => (
            <li key={one.file}>
              <span>{t('posts.captionsIn', { language: languageName(one.language) })}</span>
              <a className="button" href={contentAddress(handle, one.file)} download={`${at + 1}.${one.language}.vtt`}>
                <Icon name="download" />
                {t('posts.save')}
              </a>
            </li>
          )),
        )}
        <li>
          <span>{t('composer.kitDone')}</span>
        </li>
      </ol>
      {place && (
        <div className="seen">
          <LinkCard place={place} network={facts.name} leftOut={false} leaveOut={() => {}} />
        </div>
      )}
    </>
  )
}
