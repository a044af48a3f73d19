/** What the server's checks say, by their own keys. */
import { channelMessages } from '@shelftalker/shared/checks/channel-messages.en.ts'
import { checkMessages } from '@shelftalker/shared/checks/messages.en.ts'

export const checks = { ...checkMessages, ...channelMessages } as const
