/** A video on the page: the browser's own player, its captions, and its description beneath for everybody. */
import type { BulletinPicture } from '#db/schema/bulletin.ts'
import { pageLanguage, wordsOf } from './bulletin.words.ts'
import { html, type Markup } from './html.ts'
import { captionsUrl, type Place, pictureUrl } from './page.ts'

/** Nothing but its head is loaded before somebody presses play. The first captions are shown unless a reader turns them off. */
export function film(place: Place, one: BulletinPicture): Markup {
  const src = pictureUrl(place, one)
  const language = pageLanguage(place.library)
  const words = wordsOf(place.library)
  const tracks = (one.video?.captions ?? []).map(
    (it, at) =>
      html`<track kind="captions" src="${captionsUrl(place, it.digest)}" srclang="${it.language}" label="${nameOf(it.language, language)}"${at === 0 && html` default`}>`,
  )
  return html`<figure class="film"><video controls preload="metadata" playsinline width="${one.width}" height="${one.height}" aria-label="${one.alt || words.video}" src="${src}">${tracks}<a href="${src}">${words.videoFile}</a></video>${one.alt !== '' && html`<figcaption class="small muted">${one.alt}</figcaption>`}</figure>`
}

/** In the page's own words; the tag itself where it has no name. */
function nameOf(tag: string, language: string): string {
  try {
    return new Intl.DisplayNames(language, { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}
