import { useHere } from '#app/here.ts'
import { t } from '#i18n/t.ts'
import { pictureAddress } from './api.ts'
import { Film } from './film.tsx'
import type { Media } from './types.ts'

/** What a post shows, as readers get it: one picture large, several side by side, videos each for itself. */
export function Photos({ media }: { media: Media[] }) {
  const pictures = media.filter((one) => !one.video)
  return (
    <>
      {pictures.length > 0 && <Pictures media={pictures} />}
      {media.map((one) => one.video && <Film key={one.file} media={one} />)}
    </>
  )
}

function Pictures({ media }: { media: Media[] }) {
  const { handle } = useHere()
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
