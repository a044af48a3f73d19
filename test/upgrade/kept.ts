/** What stands in the kept backup; known to who makes it and to who looks whether it survived. */

/** Of this backup only; a real installation makes its own. */
export const KEY = Buffer.alloc(32, 26).toString('base64')
export const HARBOR = { name: 'Harbor County Library', handle: 'harbor', zone: 'America/New_York' }
export const ANA = { name: 'Ana Ruiz', email: 'ana@harbor.example', password: 'four words are enough' }
/** Far enough that nothing of it is overdue when the backup is restored. */
export const LATER = { date: '2099-05-04', time: '09:00', zone: HARBOR.zone }
/** The network's account stands at the same address when the backup is restored. */
export const PEER_PORT = 21_417
export const TEXTS = {
  out: 'Story time is back.\nTuesdays at ten.',
  outOnMastodon: 'Story time is back, Tuesdays at ten. #StoryTime',
  later: 'The summer reading list is here.',
  draft: 'A draft that nobody has sent yet.',
}
