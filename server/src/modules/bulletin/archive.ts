import type { Entered } from './bulletin.view.ts'
import { between, months } from './bulletin.view.ts'
import { wordsOf } from './bulletin.words.ts'
import { formatter, timeOf } from './entry.ts'
import { html, type Markup } from './html.ts'
import { home, type Place, postUrl } from './page.ts'

/** `2027-03` as the library's people say it. */
export function monthName(place: Place, month: string): string {
  const day = Temporal.PlainYearMonth.from(month).toPlainDate({ day: 15 })
  return formatter({ ...place.library, zone: 'UTC' }, { month: 'long', year: 'numeric' }).format(
    new Date(`${day.toString()}T12:00:00Z`),
  )
}

/** All months that have posts. */
export async function archivePage(entered: Entered, place: Place): Promise<Markup> {
  const words = wordsOf(place.library)
  const found = await months(entered)
  const list = found.map(
    (one) =>
      html`<li><a href="${home(place)}/archive/${one.month}">${monthName(place, one.month)}</a> <span class="small muted">${words.posts(one.posts)}</span></li>`,
  )
  return html`<div class="intro"><h1>${words.archive}</h1></div>${found.length > 0 ? html`<ul class="list">${list}</ul>` : html`<p class="muted">${words.empty}</p>`}`
}

/** One month; null where it is no month. Its bounds are the library's midnights, also when clocks change in it. */
export async function monthPage(entered: Entered, place: Place, month: string): Promise<Markup | null> {
  const { zone } = entered.library
  const first = Temporal.PlainYearMonth.from(month)
  const at = (one: Temporal.PlainYearMonth) =>
    new Date(one.toPlainDate({ day: 1 }).toZonedDateTime(zone).epochMilliseconds)
  const found = await between(entered, at(first), at(first.add({ months: 1 })))
  if (found.length === 0) return null
  const list = found.map(
    (one) =>
      html`<li><a href="${postUrl(place, one.slug)}">${one.title}</a> <span class="small muted">${timeOf(place.library, one.publishedAt)}</span></li>`,
  )
  return html`<div class="intro"><h1>${monthName(place, month)}</h1><p><a href="${home(place)}/archive">${wordsOf(place.library).archive}</a></p></div><ul class="list">${list}</ul>`
}
