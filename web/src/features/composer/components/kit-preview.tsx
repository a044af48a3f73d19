import { useHere } from '#app/here.ts'
import { t } from '#i18n/t.ts'
import { pictureAddress } from '#posts/api.ts'
import type { Media } from '#posts/types.ts'
import { CopyButton } from '#ui/copy-button.tsx'
import { Icon } from '#ui/icon.tsx'
import type { Shown } from '../preview.ts'

/** For a channel that a person posts to: what she will get, in the order in which she needs it. */
export function KitPreview({ shown, media }: { shown: Shown; media: Media[] }) {
  const { handle } = useHere()
  return (
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
      {media.map(({ file, alt, decorative }, at) => (
        <li key={file}>
          <span>
            {t('posts.picture', { number: at + 1 })}
            <small className="excerpt muted" dir="auto">
              {decorative ? t('posts.decorative') : alt || t('posts.noAlt')}
            </small>
          </span>
          <a className="button" href={pictureAddress(handle, file, 2048)} download={`${at + 1}.webp`}>
            <Icon name="download" />
            {t('posts.save')}
          </a>
        </li>
      ))}
      <li>
        <span>{t('composer.kitDone')}</span>
      </li>
    </ol>
  )
}
