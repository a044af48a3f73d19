import { useEffect, useRef } from 'react'
import { languageName } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import type { Media } from '#posts/types.ts'
import { Button } from '#ui/button.tsx'
import { Check, SelectField } from '#ui/field.tsx'
import { Icon } from '#ui/icon.tsx'
import { toast } from '#ui/toast.tsx'
import { languagesFor } from '../languages.ts'
import { withCaptions } from '../media.ts'
import { useUploads } from '../use-uploads.ts'
import { Uploading } from './uploading.tsx'

type Video = NonNullable<Media['video']>

/** The captions of one video, a file for each language; or the word that nobody speaks in it. */
export function CaptionsPart({
  media,
  language,
  error,
  change,
}: {
  media: Media
  language: string | null
  error: string | null
  change: (next: Partial<Media>) => void
}) {
  const chooser = useRef<HTMLInputElement>(null)
  const video = media.video ?? { captions: [], noSpeech: false }
  // An upload may end after something else was changed: it is added to what stands then.
  const now = useRef(video)
  useEffect(() => {
    now.current = video
  }, [video])
  const set = (next: Partial<Video>) => {
    now.current = { ...now.current, ...next }
    change({ video: now.current })
  }
  const { uploads, add, drop } = useUploads((file) => {
    if (file.type === 'text/vtt') set(withCaptions(now.current, file.id, language))
    else toast(t('composer.captionsNot', { name: file.name }))
  })
  const takeOut = (file: string) => {
    const at = now.current.captions.findIndex((one) => one.file === file)
    const gone = now.current.captions[at]
    if (!gone) return
    set({ captions: now.current.captions.filter((one) => one !== gone) })
    toast(t('composer.captionsOut', { language: languageName(gone.language) }), () =>
      set({ captions: now.current.captions.toSpliced(at, 0, gone) }),
    )
  }
  return (
    <div className="stack tight">
      {video.captions.map((one) => (
        <div className="line captions" key={one.file}>
          <SelectField
            label={t('composer.captionsIn')}
            value={one.language}
            onChange={(value) =>
              set({
                captions: now.current.captions.map((it) => (it.file === one.file ? { ...it, language: value } : it)),
              })
            }
          >
            {languagesFor(one.language)
              .filter((tag) => tag === one.language || !video.captions.some((it) => it.language === tag))
              .map((tag) => (
                <option key={tag} value={tag}>
                  {languageName(tag)}
                </option>
              ))}
          </SelectField>
          <Button kind="plain" onClick={() => takeOut(one.file)}>
            {t('composer.captionsDrop', { language: languageName(one.language) })}
          </Button>
        </div>
      ))}
      {uploads.map((one) => (
        <Uploading key={one.key} upload={one} drop={() => drop(one.key)} />
      ))}
      {error && (
        <p className="error small">
          <Icon name="octagon-alert" />
          <span>{error}</span>
        </p>
      )}
      <input
        ref={chooser}
        className="sr"
        type="file"
        accept=".vtt,.srt,text/vtt"
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          add([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      {!video.noSpeech && (
        <div className="line">
          <Button icon="captions" onClick={() => chooser.current?.click()}>
            {video.captions.length > 0 ? t('composer.captionsMore') : t('composer.captionsAdd')}
          </Button>
          <span className="small muted">{t('composer.captionsHint')}</span>
        </div>
      )}
      {video.captions.length === 0 && (
        <Check label={t('composer.noSpeech')} checked={video.noSpeech} onChange={(value) => set({ noSpeech: value })} />
      )}
    </div>
  )
}
