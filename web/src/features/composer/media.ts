/** What a file that came in becomes in the post. Pure. */
import type { Media, Uploaded } from '#posts/types.ts'
import { languagesFor } from './languages.ts'

type Video = NonNullable<Media['video']>
const CAPTIONS = 'text/vtt'

/** Captions in the post's language, or in the next that has none yet. Whoever adds them does not mean “nobody speaks”. */
export function withCaptions(video: Video, file: string, language: string | null): Video {
  const taken = video.captions.map((one) => one.language)
  const free = [language ?? 'en', ...languagesFor(null)].find((one) => !taken.includes(one)) ?? 'en'
  return { captions: [...video.captions, { file, language: free }], noSpeech: false }
}

/** A picture or a video stands last; captions go to the last video. Null: captions, and no video that they could belong to. */
export function withFile(
  media: Media[],
  { id, type }: Pick<Uploaded, 'id' | 'type'>,
  language: string | null,
): Media[] | null {
  if (type !== CAPTIONS) {
    const video = type.startsWith('video/') ? { captions: [], noSpeech: false } : null
    return [...media, { file: id, alt: '', decorative: false, focus: null, video }]
  }
  const at = media.findLastIndex((one) => one.video)
  const film = media[at]
  if (!film?.video) return null
  return media.with(at, { ...film, video: withCaptions(film.video, id, language) })
}
