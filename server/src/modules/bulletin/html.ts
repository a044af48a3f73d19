/** A template tag that escapes what is put in. Only `html` itself and `raw` make text that is not escaped again. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}
export type Piece = Markup | string | number | null | undefined | false | Piece[]

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
/** What neither HTML nor XML may hold (controls, halves of a character); a post that was pasted from elsewhere can. */
const FORBIDDEN = /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]|\p{Cs}/gu

/** Safe in text and in quoted attributes, of HTML and of XML. */
export const escaped = (text: string): string =>
  text.replace(FORBIDDEN, '').replace(/[&<>"']/g, (one) => ENTITIES[one]!)

/** Attributes must stand in quotes. */
export function html(strings: TemplateStringsArray, ...pieces: Piece[]): Markup {
  return new Markup(
    strings.reduce((whole, part, at) => whole + part + (at < pieces.length ? show(pieces[at]) : ''), ''),
  )
}
function show(piece: Piece): string {
  if (piece === null || piece === undefined || piece === false) return ''
  if (piece instanceof Markup) return piece.text
  if (Array.isArray(piece)) return piece.map(show).join('')
  return escaped(String(piece))
}
