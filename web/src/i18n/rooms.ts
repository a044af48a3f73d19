/** The words of a room come with its page, in the language that is read here. What that language lacks is read in English. */
import { type Catalogue, learn } from './t.ts'

type Load = () => Promise<Partial<Catalogue>>

const english = {
  session: async () => (await import('./en/session.ts')).session,
  setup: async () => (await import('./en/setup.ts')).setup,
  settings: async () => (await import('./en/settings.ts')).settings,
  calendar: async () => (await import('./en/calendar.ts')).calendar,
  channels: async () => (await import('./en/channels.ts')).channels,
  composer: async () => (await import('./en/composer.ts')).composer,
  checks: async () => (await import('./en/checks.ts')).checks,
  notices: async () => (await import('./en/notices.ts')).notices,
  goals: async () => (await import('./en/goals.ts')).goals,
  inbox: async () => (await import('./en/inbox.ts')).inbox,
  reports: async () => (await import('./en/reports.ts')).reports,
  people: async () => (await import('./en/people.ts')).people,
  leaving: async () => (await import('./en/leaving.ts')).leaving,
  post: async () => (await import('./en/post.ts')).post,
  hours: async () => (await import('./en/hours.ts')).hours,
  closing: async () => (await import('./en/closing.ts')).closing,
} satisfies Record<string, Load>

export type Room = keyof typeof english
/** Another language's words of every room, each loaded when somebody goes there. */
export type Rooms = { readonly [room in Room]: Load }

let other: Partial<Rooms> = {}

/** Sets whose words `learnRoom` looks for before the English ones. Called once, before the first page. */
export const readRoomsIn = (rooms: Partial<Rooms>): void => {
  other = rooms
}

/** Learns the words of a room; its page is drawn after that. */
export async function learnRoom(room: Room): Promise<void> {
  const [own, inEnglish] = await Promise.all([other[room]?.(), english[room]()])
  // The first one that says a key stays.
  if (own) learn(own)
  learn(inEnglish)
}
