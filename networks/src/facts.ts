/** What is known of a network without asking it: pure, so that the browser's composer uses it too. */

/** A number with where it comes from and when it was read. */
export interface Sourced<T> {
  value: T
  source: string
  asOf: string
}

/** All that the composer needs to know; pure, so that the browser uses it too. */
export interface Facts {
  /** `mastodon`, `facebook`: the word used in code and in the API. */
  network: string
  name: string
  /** One or two letters for the mark. */
  mark: string
  /** Which groups exist. `manual` only: a person posts from a kit. */
  can: {
    publish: boolean
    edit: boolean
    remove: boolean
    threads: boolean
    oauth: boolean
    manual: boolean
    titles: boolean
    languages: boolean
    warning: boolean
    focus: boolean
    /** Figures of posts and of the account can be read, and the account's own listing. Absent: a person types figures in. */
    measure?: boolean
    /** May be shown to fewer than everybody. Absent: everything is public. */
    visibility?: boolean
    /** Who may answer and quote can be said with the post. Absent: it is as the network has it. */
    gates?: boolean
    /** A link is shown as a card only if we bring one. Absent: the network looks at the link itself, or shows none. */
    card?: boolean
  }
  text: {
    /** What one unit is: a grapheme, a character as Mastodon counts, a weighted unit, a UTF-16 unit. */
    counts: 'graphemes' | 'mastodon' | 'weighted' | 'utf16'
    max: Sourced<number> | null
    /** A second limit in UTF-8 bytes. */
    maxBytes: Sourced<number> | null
    /** What a link counts, whatever its length; null: as written. */
    link: Sourced<number> | null
  }
  media: {
    max: Sourced<number>
    /** MIME types that the network takes; the first one is what we make if a picture is none of them. */
    types: Sourced<string[]>
    maxBytes: Sourced<number>
    maxPixels: Sourced<number> | null
    alt: Sourced<number> | null
    /** At least one picture is needed. */
    required: boolean
  }
  /** Absent: it takes no video from here. */
  video?: VideoFacts
  /** Absent: no polls. A poll takes the place of pictures. */
  poll?: { answers: Sourced<number>; answerMax: Sourced<number>; minutes: Sourced<{ least: number; most: number }> }
  /** How a mention is written, where the network reads mentions out of the words. Absent: words name nobody there. */
  mentions?: Sourced<string>
  /** The network looks at a link itself and shows a card of the page. Absent: see `can.card`, else it shows none that we know of. */
  readsLinks?: Sourced<true>
  /** What is asked to connect a channel. */
  connect: ConnectField[]
  /** Where a person posts by hand, and where she looks whether it is there. */
  links: { compose: string | null; profile: string | null; help: string }
}
export interface VideoFacts {
  /** In one post. */
  max: Sourced<number>
  /** Takes the place of pictures. */
  alone: boolean
  maxBytes: Sourced<number> | null
  maxPixels: Sourced<number> | null
  seconds: Sourced<{ least: number; most: number }> | null
  alt: Sourced<number> | null
  /** null: its interface takes no captions; they must be in the picture, or a transcript linked. */
  captions: Sourced<{ max: number; maxBytes: number | null }> | null
}
export interface ConnectField {
  name: string
  label: string
  hint: string
  secret: boolean
  kind: 'url' | 'text' | 'password'
  example: string
}
