/**
 * Words that libraries' hashtags are made of, so that `wintercoats` can be told apart. Short on purpose: a word that
 * is missing costs a proposal, a rare word that is present makes a wrong one.
 */
const words = new Set(
  `a about access adult adults afternoon all america american and animal animals anniversary april archive archives art
  artist artists arts asian at august author authors autumn awareness award awards baby babies back banned be best big bike
  birthday black blind board book books bookstore branch bring browse build bus by cafe calendar camp career card cards
  careers cat cats celebrate center chat chess child children choice christmas city class classes clean climate club coat
  coats code coding coffee college comic comics coming community computer concert contest cook cookbook cooking corner
  county craft crafts create culture dance date day days december deaf dinosaur display do dog dogs donate download drag
  drive early earth easter ebook ebooks education election english evening event events every exhibit expo fact fair fall
  family families favorite february fest festival fiction film find fine first food for free freedom friday friends from
  fun future game games gaming garden gardening genealogy get giveaway go good graphic great green group guide hall
  halloween happy harvest health help heritage hispanic history holiday holidays home homework hour hours house how i
  ideas imagination in indigenous is it january jazz job jobs join july june kid kids kindness kit know language late
  latino lab lawn learn learning lecture let lets lgbtq librarian librarians libraries library life light list listen
  literacy live local look lost love lunch made magic make maker makers makerspace many march may me media meet meeting
  memory mental mobile monday month moon more morning movie movies music my mystery national native nature neighborhood
  new news night no nonfiction novel november now october of old on one online open opening our out outdoor outreach park
  party patron patrons people pet photo picture pizza place plant play podcast poem poems poet poetry poets preschool
  pride program programs project public puppet puzzle quiet rainbow read reader readers reading recipe recommend record
  records research resource resources return review ride right rights room sale saturday save school science season seed
  senior seniors september series share shelf shelfie shop show snow social song spanish spooky sports spring staff stack
  stacks star starts state stem stop stories story storytelling street student students studio study summer sunday super
  support swap talk tax teacher teachers tech technology teen teens thank thanks that the this thriller throwback thursday
  time tip tips to today together tour town toy travel tree trick treat trivia tuesday tutor tutoring up us valentines
  veterans video virtual visit volunteer volunteers vote voter walk want war water we weather wednesday week weekend weeks
  welcome what when why wifi window winter with women womens wonder word words work workshop workshops world worldwide write
  writer writers writing yard year years yoga you young your youth zine zoo`.split(/\s+/),
)
/** Written as one word, however many could be seen in them. */
const single = new Set(
  `bookmark bookmarks bookmobile bookstagram bookshelf bookshelves booktok bookworm bookworms notebook facebook instagram
  accessibility announcement announcements appreciation architecture biographies championship communication communities
  congratulations conservation conversation digitization entertainment environmental genealogical illustration
  international kindergarten neighborhoods neurodiversity organization photography professional recommendations
  registration sustainability thanksgiving transportation librarianship storytime storytimes weekend makerspace
  artwork cookout daytime everyday goodnight homeschool into lifetime lookout nightlife outlook playtime schoolwork springtime
  summertime upon weekday weekdays weeknight wintertime workday bibliotherapy anthropology astrophotography entrepreneur entrepreneurship representation intersectionality`.split(
    /\s+/,
  ),
)

/**
 * The words of a lower-case tag: the fewest that make it up, or null where they cannot be told (a word is missing
 * from the list, or two ways are as good). One word is answered as a list of one.
 */
export function tagWords(tag: string): string[] | null {
  if (single.has(tag) || words.has(tag)) return [tag]
  /** For each length of beginning: the fewest words, and whether only one way leads there. */
  const best: ({ parts: string[]; ways: number } | null)[] = [{ parts: [], ways: 1 }]
  for (let end = 1; end <= tag.length; end++) {
    best[end] = null
    for (let start = 0; start < end; start++) {
      const before = best[start]
      const word = tag.slice(start, end)
      if (!before || !(words.has(word) || single.has(word) || /^\d+$/.test(word))) continue
      const here = best[end] ?? null
      if (!here || before.parts.length + 1 < here.parts.length)
        best[end] = { parts: [...before.parts, word], ways: before.ways }
      else if (before.parts.length + 1 === here.parts.length) here.ways += before.ways
    }
  }
  const whole = best[tag.length]
  return whole && whole.ways === 1 ? whole.parts : null
}
