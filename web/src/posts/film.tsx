import { useHere } from '#app/here.ts'
import { languageName } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { contentAddress } from './api.ts'
import type { Media } from './types.ts'

/** A video in the browser's own player, with its captions. Nothing but its head is loaded before somebody presses play. */
export function Film({ media }: { media: Media }) {
  const { handle } = useHere()
  const { file, alt, video } = media
  const captions = video?.captions ?? []
  return (
    // biome-ignore lint/a11y/useMediaCaption: captions stand below as the post has them; the checks ask for them where they are missing.
    <video
      // A player keeps the tracks that it began with.
      key={captions.map((one) => `${one.language} ${one.file}`).join()}
      className="photo film"
      controls
      preload="metadata"
      playsInline
      aria-label={alt || t('posts.videoNoAlt')}
      src={contentAddress(handle, file)}
    >
      {captions.map((one, at) => (
        <track
          key={one.language}
          kind="captions"
          src={contentAddress(handle, one.file)}
          srcLang={one.language}
          label={languageName(one.language)}
          default={at === 0}
        />
      ))}
    </video>
  )
}
