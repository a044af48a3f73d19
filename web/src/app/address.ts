/** The addresses of the rooms. Every place has one, so that back works and links can be mailed. */
/** No library may be called so: the server holds a list of its own, and a test these two together. */
const doors = new Set(['sign-in', 'set-up', 'join', 'reset', 'new-email', 'design'])

/** The library's handle in a path such as `/app/harbor/settings`; null at the door, and where it is written wrongly (`/app/%`). */
export function handleIn(path: string): string | null {
  const [, app, handle] = path.split('/')
  if (app !== 'app' || !handle || doors.has(handle)) return null
  try {
    return decodeURIComponent(handle)
  } catch {
    return null
  }
}

export const room = {
  today: (handle: string) => `/app/${handle}`,
  calendar: (handle: string) => `/app/${handle}/calendar`,
  channels: (handle: string) => `/app/${handle}/channels`,
  channel: (handle: string, id: string) => `/app/${handle}/channels/${id}`,
  inbox: (handle: string) => `/app/${handle}/inbox`,
  goals: (handle: string) => `/app/${handle}/goals`,
  newGoal: (handle: string) => `/app/${handle}/goals/new`,
  goal: (handle: string, id: string) => `/app/${handle}/goals/${id}`,
  reports: (handle: string) => `/app/${handle}/reports`,
  newPost: (handle: string) => `/app/${handle}/write`,
  write: (handle: string, id: string) => `/app/${handle}/write/${id}`,
  post: (handle: string, id: string) => `/app/${handle}/posts/${id}`,
  history: (handle: string, id: string) => `/app/${handle}/posts/${id}/history`,
  delivery: (handle: string, id: string) => `/app/${handle}/deliveries/${id}`,
  firstRun: (handle: string) => `/app/${handle}/start`,
  closing: (handle: string) => `/app/${handle}/closing`,
  closed: (handle: string, id: string) => `/app/${handle}/closing/${id}`,
  hours: (handle: string) => `/app/${handle}/settings/hours`,
  people: (handle: string) => `/app/${handle}/people`,
  audit: (handle: string) => `/app/${handle}/log`,
  settings: (handle: string) => `/app/${handle}/settings`,
  notices: (handle: string) => `/app/${handle}/notices`,
  signIn: (back: string) => `/app/sign-in?back=${encodeURIComponent(back)}`,
}

/** A place in the calendar; of what is not named there is no filter. */
export interface CalendarPlace {
  view: 'month' | 'week' | 'list'
  /** A month, or one day. */
  at: string
  channels?: string[]
  stands?: string[]
  people?: string[]
  branches?: string[]
  areas?: string[]
  /** Ids of calendars of others that are put aside. */
  without?: string[]
}
/** The address of a place in the calendar, from its `?`: here, because other rooms lead there too. */
export function calendarSearch({
  view,
  at,
  channels,
  stands,
  people,
  branches,
  areas,
  without,
}: CalendarPlace): string {
  const search = new URLSearchParams({ view, at })
  const lists = { channel: channels, state: stands, person: people, branch: branches, area: areas, without }
  for (const [name, ids] of Object.entries(lists)) for (const id of ids ?? []) search.append(name, id)
  return `?${search}`
}

/** Where to go after signing in: a path of ours, never another site (`//evil.example`, `/\evil.example`). */
export function safeBack(back: string | null): string {
  return back && /^\/app(\/[^/\\]|\/?$)/.test(back) ? back : '/app'
}
