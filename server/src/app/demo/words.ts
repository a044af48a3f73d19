/** What the library says: written for this demonstration. `{branch}`, `{day}` and `{time}` are filled in; of the lists one is chosen. */

export interface Topic {
  key: string
  /** What it is about: one of the areas that every library begins with. */
  area: string
  /** How often, beside the others. */
  weight: number
  /** One for each text, in their order. */
  titles: readonly string[]
  texts: readonly string[]
  /** Name of a scene, where it has one. */
  picture?: string
  /** Hours of the day, local. */
  hours: readonly number[]
  /** Of an event: not to be used once it has begun. */
  event?: boolean
  /** Fuller words for the Bulletin, whose readers have more patience. */
  more?: string
}

const SITE = 'https://library.harbor.example'
export const TOPICS: readonly Topic[] = [
  {
    key: 'story-time',
    area: 'Events and programs',
    weight: 14,
    titles: ['Story time at {branch}', 'Songs and stories at {branch}', 'Pajama story time at {branch}'],
    texts: [
      'Story time at {branch} this {day} at {time}: two books, one song, and room on the rug for everybody. No sign-up, little brothers and sisters welcome.',
      'Bring a pillow: we read aloud at {branch} on {day} at {time}. For ages 2 to 5, and for the grown-ups who carry them.',
      'This {day} at {time} at {branch} we read about boats, bears and one very stubborn snail. Come as you are.',
    ],
    picture: 'story-time-rug.jpg',
    hours: [8, 9, 16],
    event: true,
    more: 'Strollers fit through the side door. If your child needs a quieter hour, ask at the desk: on Thursdays we keep the lights low.',
  },
  {
    key: 'book-club',
    area: 'Readers’ advisory',
    weight: 8,
    titles: ['Book club at {branch}', 'Slow readers’ club at {branch}', 'Mysteries and tea at {branch}'],
    texts: [
      'The book club at {branch} meets on {day} at {time}. We have eight copies at the desk, two of them in large print. You need not have finished it.',
      'A chapter a week, tea on the table, nobody is quizzed: the slow readers’ club, {branch}, {day} at {time}.',
      'Who did it? We argue about it at {branch} on {day} at {time}. Newcomers get the comfortable chair.',
    ],
    picture: 'book-club-table.jpg',
    hours: [10, 12, 17],
    event: true,
  },
  {
    key: 'new-titles',
    area: 'Readers’ advisory',
    weight: 14,
    titles: ['New on the shelf this week', 'Fresh in large print', 'First novels', 'Nuevo en español'],
    texts: [
      `Forty new titles went on the shelf at {branch} this morning. Our favorite so far has a lighthouse keeper, a goat and no villain at all. What are you reading? ${SITE}/new`,
      `New in large print: three mysteries, a family story, and a history of bread that made us hungry. On the shelf at {branch}. ${SITE}/large-print`,
      `Six first novels, none over 300 pages. They stand on the small shelf by the door at {branch}. ${SITE}/new`,
      `Libros nuevos para niños en {branch}. Pregunte por ellos en el mostrador. ${SITE}/espanol`,
    ],
    picture: 'new-titles.jpg',
    hours: [9, 11, 15, 18],
  },
  {
    key: 'history',
    area: 'Collections and archives',
    weight: 9,
    titles: ['From the photograph drawer', 'A page of Harbor County', 'Who knows this street?'],
    texts: [
      'From the photograph drawer: the ferry pier, about 1911, before the storm took the second landing. Do you know the shop on the left? Tell us below.',
      `Today we scanned the ledger of a chandler’s shop at Ropewalk Lane. In one week of 1888 it sold 40 lanterns and one canary. ${SITE}/history`,
      'Who knows this street? We think it is Quarry Road before the bridge. The Local History room is open on {day} from {time}; bring your own pictures, we scan them while you wait.',
    ],
    picture: 'old-harbor.jpg',
    hours: [12, 13, 19],
    more: 'Everything that we scan gets a number and a description, and may be used by everybody. The originals go home with you.',
  },
  {
    key: 'help',
    area: 'Services and how-to',
    weight: 9,
    titles: ['Help with forms at {branch}', 'Computer help at {branch}', 'Job seekers’ hour at {branch}'],
    texts: [
      'A form that makes no sense? Bring it to {branch} on {day} at {time}. We read it with you, in English or in Spanish. It costs nothing, and it stays between us.',
      'Phone, tablet or laptop: an hour of patient help at {branch}, {day} at {time}. Bring your charger; questions of every size are welcome.',
      'Looking for work? At {branch} on {day} at {time} somebody looks over your letter, and printing is free.',
    ],
    hours: [8, 10, 14],
    event: true,
  },
  {
    key: 'makers',
    area: 'Events and programs',
    weight: 6,
    titles: ['Repair café at {branch}', 'Mending circle at {branch}'],
    texts: [
      'Do not throw it away yet: at the repair café at {branch} on {day} at {time} four neighbors with screwdrivers look at your toaster.',
      'The mending circle sits at {branch} on {day} at {time}. Needles are there. So is somebody who can turn a collar.',
    ],
    picture: 'repair-bench.jpg',
    hours: [9, 15, 17],
  },
  {
    key: 'garden',
    area: 'Services and how-to',
    weight: 4,
    titles: ['The seed drawer at {branch}', 'Take some seeds home'],
    texts: [
      'The seed drawer at {branch} is full again: beans, tomatoes, marigolds. Take three packets, bring some back in autumn.',
      'Take some seeds home from {branch}. You need no card for the drawer, only a windowsill.',
    ],
    picture: 'seed-drawer.jpg',
    hours: [10, 16],
  },
  {
    key: 'teens',
    area: 'Events and programs',
    weight: 7,
    titles: ['Teen night at {branch}', 'Chess and chips at {branch}', 'Open page at {branch}'],
    texts: [
      'Teen night at {branch}: the building is yours on {day} from {time}. Board games, a sewing machine, and pizza while it lasts.',
      'Chess and chips on {day} at {time}, {branch}. We teach you the moves, we cannot teach you to stop.',
      'Poems, songs, one page of a novel: read it aloud at {branch} on {day} at {time}. Or just listen.',
    ],
    hours: [15, 16, 19],
    event: true,
  },
  {
    key: 'question',
    area: 'Fun and pop culture',
    weight: 8,
    titles: ['A question from the desk', 'Your last good book', 'Recommend us something'],
    texts: [
      'Which book have you given away most often? We ask for a display at {branch}, and because we are curious.',
      'Your last good book in five words. {branch} begins: “Goat, lighthouse, letters, weather, goodbye.”',
      'A reader at {branch} asks for a novel in which nothing bad happens to the dog. Who knows one?',
    ],
    hours: [12, 18, 20],
  },
  {
    key: 'services',
    area: 'Services and how-to',
    weight: 8,
    titles: ['More than books', 'A card costs nothing', 'No late fees'],
    texts: [
      `You can borrow a telescope, a sewing machine and a ukulele at {branch}. Two weeks, no deposit. ${SITE}/things`,
      `A library card costs nothing, takes five minutes, and works at every branch. Bring something with your address on it to {branch}. ${SITE}/card`,
      'No late fees since last spring. If you stayed away because of an old fine: it is gone, and we are glad to see you at {branch}.',
    ],
    hours: [9, 11, 17],
  },
  {
    key: 'summer',
    area: 'Events and programs',
    weight: 5,
    titles: ['Summer reading at {branch}', 'Read twenty minutes'],
    texts: [
      `Read twenty minutes, color one wave. Whoever fills the sea by August picks a book to keep. Cards at {branch} and at every desk. ${SITE}/summer`,
      'Summer reading is for grown-ups too: ask at {branch} for the card with the small waves.',
    ],
    picture: 'summer-reading.jpg',
    hours: [9, 13],
  },
  {
    key: 'thanks',
    area: 'Behind the scenes',
    weight: 4,
    titles: ['Thank you', 'You said, we did'],
    texts: [
      'Thank you to the eleven volunteers who moved the whole children’s room at {branch} by three feet. You can roll a wheelchair around the window seat now.',
      'You said the bike rack at {branch} was always full. There are two now. Thank you for telling us.',
    ],
    hours: [11, 16],
  },
]

/** A second part, where something is told at length. */
export const THREAD = [
  'And how we know: the pier stands on the map of 1909 and is gone on that of 1914. The date on the back, 1911, is in another hand. Whoever can read the name of the boat gets the first scan, and our thanks in the catalogue for as long as there is one.',
  'The whole list is at every desk, on paper too. Ask for a hold and we bring it to your branch, mostly within three days. If you cannot come: we lend by mail to everybody in the county who cannot leave the house. One call is enough, and the bag comes with a stamp for the way back.',
]
export const DRAFTS = [
  {
    title: 'Tax forms are here',
    text: 'Paper tax forms are here, at Central and Eastgate. We may hand them out, we may not fill them in: here is who can help.',
  },
  {
    title: 'A winter list for grandparents',
    text: 'Ten books to read aloud with somebody who knows them better than you do. List to come from Priya.',
  },
  {
    title: 'Who was the first librarian?',
    text: 'The minutes of 1894 name her only as “Miss L.” We have three guesses, and need a fourth.',
  },
  { title: null, text: 'Something about the new ramp at Cedar Hollow? Picture on Tuesday when the light is good.' },
  {
    title: 'National Library Week',
    text: 'Seven days, seven desks. One question to each of the people who sit there.',
  },
  { title: 'Cómo sacar una tarjeta', text: 'Una tarjeta de la biblioteca es gratis y sirve en todas las sucursales.' },
]
export const NATIVE = [
  'Full house at story time this morning. Thank you all for shaking the rain off before you sat down.',
  'The cat on the steps of Old Town is not ours. She only reads here.',
  'Sunset from the third floor, taken on the way to lock up.',
  'The repair café saved nine lamps today.',
]
