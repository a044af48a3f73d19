/**
 * Words and phrases that have a simpler one which may simply stand in their place. A word that would need another
 * sentence around it is left out, and so is one with a second meaning ("a purchase", "the select few").
 */
import type { CheckSource } from './finding.ts'

export const plainWords: CheckSource = {
  name: 'Federal plain language guidelines: use simple words and phrases',
  url: 'https://www.plainlanguage.gov/guidelines/words/use-simple-words-phrases/',
}
export const libraryWords: CheckSource = {
  name: 'Kupersmith, Library Terms That Users Understand',
  url: 'https://escholarship.org/uc/item/3qq499w7',
}

/** Lower case; `simpler` keeps the place of the whole phrase. */
export interface PlainWord {
  word: string
  simpler: string
  source: CheckSource
}
const listed = (source: CheckSource, lines: string): PlainWord[] =>
  lines
    .trim()
    .split(/\s*\n\s*/)
    .map((line) => {
      const [word, simpler] = line.split(' > ') as [string, string]
      return { word, simpler, source }
    })

export const PLAIN_WORDS: PlainWord[] = [
  ...listed(
    plainWords,
    `a number of > several
     approximately > about
     are able to > can
     is able to > can
     assist > help
     assistance > help
     at the present time > now
     attempt to > try to
     commence > begin
     commences > begins
     commenced > began
     commencing > beginning
     demonstrate > show
     demonstrates > shows
     due to the fact that > because
     endeavor to > try to
     for the purpose of > for
     in order to > to
     in the event that > if
     in the near future > soon
     numerous > many
     obtain > get
     obtains > gets
     participate > take part
     participates > takes part
     participating > taking part
     prior to > before
     subsequent to > after
     subsequently > later
     sufficient > enough
     utilize > use
     utilizes > uses
     utilized > used
     utilizing > using
     with regard to > about
     with the exception of > except`,
  ),
  ...listed(
    libraryWords,
    `opac > catalog
     periodicals > magazines and newspapers
     circulation desk > checkout desk`,
  ),
]
