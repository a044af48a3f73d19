import { type DragEvent, useEffect, useRef, useState } from 'react'
import { factsOf } from '#app/networks.ts'
import { t } from '#i18n/t.ts'
import type { Channel, Media } from '#posts/types.ts'
import { Button } from '#ui/button.tsx'
import { Icon } from '#ui/icon.tsx'
import { toast } from '#ui/toast.tsx'
import type { Content } from '../content.ts'
import { useUploads } from '../use-uploads.ts'
import { Picture } from './picture.tsx'
import { Uploading } from './uploading.tsx'

const types = 'image/jpeg,image/png,image/webp,image/gif,image/avif'

/** The pictures: chosen, dropped or pasted; each described, ordered, taken out. */
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
  const { uploads, add, drop } = useUploads((file) =>
    set([...now.current, { file: file.id, alt: '', decorative: false, focus: null, video: videoUse(file.type) }]),
  )

  const dropped = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    add([...event.dataTransfer.files])
  }
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])].filter((file) => file.type.startsWith('image/'))
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
    toast(t('composer.pictureOut'), () => {
      // Into what stands then: the others may have been described meanwhile.
      if (!now.current.some(({ file }) => file === gone.file)) set(now.current.toSpliced(at, 0, gone))
    })
  }
  const maxAlt = altLimit(channels.filter(({ id }) => content.channels.includes(id)))
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
      {media.map((one, at) => (
        <Picture
          key={one.file}
          media={one}
          number={at + 1}
          of={media.length}
          maxAlt={maxAlt}
          error={trouble(`media.${at}.alt`) ?? more(`media.${at}`)}
          change={(next) => set(media.map((other, place) => (place === at ? { ...other, ...next } : other)))}
          move={(by) => move(at, by)}
          remove={() => remove(at)}
        />
      ))}
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
        accept={types}
        multiple
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          add([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      <div className="line">
        <Button icon="image" onClick={() => chooser.current?.click()}>
          {media.length > 0 ? t('composer.addAnother') : t('composer.addPicture')}
        </Button>
        <span className="small muted">{t('composer.dropHint')}</span>
      </div>
    </div>
  )
}

/** Only a video has captions. */
const videoUse = (type: string): Media['video'] =>
  type.startsWith('video/') ? { captions: [], noSpeech: false } : null

/** The shortest alt text that one of these channels takes, with its name. */
function altLimit(channels: Channel[]): { max: number; network: string } | null {
  const limits = channels.flatMap((channel) => {
    const facts = factsOf(channel.network)
    const told = channel.connection?.told.maxAlt
    const max = typeof told === 'number' ? told : facts?.media.alt?.value
    return facts && max ? [{ max, network: facts.name }] : []
  })
  return limits.toSorted((one, other) => one.max - other.max)[0] ?? null
}
