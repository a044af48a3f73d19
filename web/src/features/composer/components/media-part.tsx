import { type DragEvent, useEffect, useRef, useState } from 'react'
import { factsOf } from '#app/networks.ts'
import { t } from '#i18n/t.ts'
import type { Channel, Media } from '#posts/types.ts'
import { Button } from '#ui/button.tsx'
import { Icon } from '#ui/icon.tsx'
import { toast } from '#ui/toast.tsx'
import type { Content } from '../content.ts'
import { withFile } from '../media.ts'
import { useUploads } from '../use-uploads.ts'
import { FilmCard } from './film-card.tsx'
import { Picture } from './picture.tsx'
import { Uploading } from './uploading.tsx'

const pictureTypes = 'image/jpeg,image/png,image/webp,image/gif,image/avif'
const videoTypes = 'video/mp4,video/quicktime,video/x-m4v'

/** Pictures and videos: chosen, dropped or pasted; each described, ordered, taken out. */
export function MediaPart({
  content,
  change,
  channels,
  trouble,
  more,
}: {
  content: Content
  change: (next: Partial<Content>) => void
  channels: Channel[]
  trouble: (path: string) => string | null
  more: (path: string) => string | null
}) {
  const { media } = content
  const [over, setOver] = useState(false)
  const chooser = useRef<HTMLInputElement>(null)
  // An upload may end after other pictures were changed: it is added to what stands then.
  const now = useRef(media)
  useEffect(() => {
    now.current = media
  }, [media])
  const set = (next: Media[]) => {
    now.current = next
    change({ media: next })
  }
  const { uploads, add, drop } = useUploads((file) => {
    const next = withFile(now.current, file, content.language)
    if (next) set(next)
    else toast(t('composer.captionsAlone', { name: file.name }))
  })

  /** The device then shows only what was asked for. */
  const choose = (types: string) => {
    if (!chooser.current) return
    chooser.current.accept = types
    chooser.current.click()
  }
  const dropped = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    add([...event.dataTransfer.files])
  }
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])].filter((file) => /^(image|video)\//.test(file.type))
      if (files.length === 0) return
      event.preventDefault()
      add(files)
    }
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  }, [add])

  const move = (at: number, by: number) => {
    const next = [...media]
    const [one] = next.splice(at, 1)
    if (one) next.splice(at + by, 0, one)
    set(next)
  }
  const remove = (at: number) => {
    const gone = media[at]
    if (!gone) return
    set(media.filter((one) => one !== gone))
    toast(t(gone.video ? 'composer.videoOut' : 'composer.pictureOut'), () => {
      // Into what stands then: the others may have been described meanwhile.
      if (!now.current.some(({ file }) => file === gone.file)) set(now.current.toSpliced(at, 0, gone))
    })
  }
  const chosen = channels.filter(({ id }) => content.channels.includes(id))
  const maxAlt = altLimit(chosen, false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way of three; the button is for everybody.
    <div
      className={over ? 'stack tight drop over' : 'stack tight drop'}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={dropped}
    >
      <h2 className="sr">{t('composer.pictures')}</h2>
      {media.map((one, at) => {
        const common = {
          media: one,
          number: at + 1,
          of: media.length,
          change: (next: Partial<Media>) =>
            set(now.current.map((other) => (other.file === one.file ? { ...other, ...next } : other))),
          move: (by: number) => move(at, by),
          remove: () => remove(at),
        }
        return one.video ? (
          <FilmCard
            key={one.file}
            {...common}
            maxAlt={altLimit(chosen, true)}
            language={content.language}
            trouble={(path) => trouble(`media.${at}.${path}`) ?? (path === 'video' ? more(`media.${at}.video`) : null)}
          />
        ) : (
          <Picture
            key={one.file}
            {...common}
            maxAlt={maxAlt}
            error={trouble(`media.${at}.alt`) ?? more(`media.${at}`)}
          />
        )
      })}
      {uploads.map((one) => (
        <Uploading key={one.key} upload={one} drop={() => drop(one.key)} />
      ))}
      {trouble('media') && (
        <p className="error small">
          <Icon name="octagon-alert" />
          <span>{trouble('media')}</span>
        </p>
      )}
      <input
        ref={chooser}
        className="sr"
        type="file"
        accept={`${pictureTypes},${videoTypes}`}
        multiple
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          add([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      <div className="line">
        <Button icon="image" onClick={() => choose(pictureTypes)}>
          {media.length > 0 ? t('composer.addAnother') : t('composer.addPicture')}
        </Button>
        <Button icon="video" onClick={() => choose(videoTypes)}>
          {t('composer.addVideo')}
        </Button>
        <span className="small muted">{t('composer.dropHint')}</span>
      </div>
    </div>
  )
}

/** The shortest alt text that one of these channels takes, with its name. */
function altLimit(channels: Channel[], video: boolean): { max: number; network: string } | null {
  const limits = channels.flatMap((channel) => {
    const facts = factsOf(channel.network)
    const told = channel.connection?.told.maxAlt
    const max = typeof told === 'number' ? told : (video ? facts?.video?.alt : facts?.media.alt)?.value
    return facts && max ? [{ max, network: facts.name }] : []
  })
  return limits.toSorted((one, other) => one.max - other.max)[0] ?? null
}
