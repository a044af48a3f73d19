import { useHere } from '#app/here.ts'
import { t } from '#i18n/t.ts'
import { pictureAddress } from './api.ts'
import type { Media } from './types.ts'

/** The pictures of a post as readers get them: one large, several side by side. */
export function Photos({ media }: { media: Media[] }) {
  const { handle } = useHere()
  if (media.length === 0) return null
  return (
    <div className={media.length > 1 ? 'photos many' : 'photos'}>
      {media.map(({ file, alt, decorative, focus }) => (
        <img
          key={file}
          className="photo"
          src={pictureAddress(handle, file, 640)}
          alt={decorative ? '' : alt || t('posts.noAlt')}
          loading="lazy"
          style={media.length > 1 && focus ? { objectPosition: place(focus) } : undefined}
        />
      ))}
    </div>
  )
}

/** From -1…1 around the middle (y upward) to percents from the top left. */
export const place = ({ x, y }: { x: number; y: number }): string => `${(x + 1) * 50}% ${(1 - y) * 50}%`
