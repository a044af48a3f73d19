/** How a channel and its connection look and are called: icon, word and hue together. */
import type { PlainKey } from '#i18n/t.ts'
import type { IconName } from '#ui/icon.tsx'
import type { Hue } from '#ui/state-mark.tsx'
import type { Channel } from './types.ts'

export interface Look {
  hue: Hue
  icon: IconName
  word: PlainKey
}

export function stateLook({ state, manual, standing }: Pick<Channel, 'state' | 'manual' | 'standing'>): Look {
  if (standing === 'not-ours') return { hue: '', icon: 'eye', word: 'channels.standing.not-ours' }
  switch (state) {
    case 'active':
      return manual
        ? { hue: '', icon: 'hand', word: 'state.byHand' }
        : { hue: 'done', icon: 'circle-check', word: 'channels.state.active' }
    case 'paused':
      return { hue: 'wait', icon: 'pause', word: 'channels.state.paused' }
    case 'launching':
      return { hue: '', icon: 'clock', word: 'channels.state.launching' }
    case 'retired':
      return { hue: '', icon: 'history', word: 'channels.state.retired' }
    case 'idea':
      return standing === 'reserved'
        ? { hue: '', icon: 'lock', word: 'channels.standing.reserved' }
        : { hue: '', icon: 'pencil', word: 'channels.state.idea' }
  }
}

export const connectionLook: Record<NonNullable<Channel['connection']>['state'], Look> = {
  well: { hue: 'done', icon: 'circle-check', word: 'channels.well' },
  'sign-in-again': { hue: 'wait', icon: 'log-in', word: 'channels.signInAgain' },
  unreachable: { hue: 'wait', icon: 'wifi-off', word: 'channels.unreachable' },
}

/** The one look beside a channel's name: what is wrong with its connection comes before that it is in use. */
export function channelLook(channel: Pick<Channel, 'state' | 'manual' | 'standing' | 'connection'>): Look {
  const { state, connection } = channel
  return state === 'active' && connection && connection.state !== 'well'
    ? connectionLook[connection.state]
    : stateLook(channel)
}
