/** What a network's trouble means for somebody who connects a channel, and for a connection that is checked. Pure. */
import type { Facts, Failure, Trouble } from '@shelftalker/networks/port.ts'
import { never } from '@shelftalker/shared/outcome.ts'
import { Problem } from '#app/problem.ts'
import type { ConnectionState } from '#db/schema/channels.ts'

interface Said {
  field: string
  code: string
  message: string
}

/**
 * @returns Problem network-trouble whose field is where the person can do something about it.
 * Reasons come from the network and are shown as its words.
 */
export function connectProblem(facts: Facts, failure: Failure): Problem {
  return problemAt(facts, failure, (field) => (field === '' ? '' : `connection.${field}`))
}

/** For somebody who is about to be sent to the network's page: she typed a handle, a server, or both. */
export function startProblem(facts: Facts, failure: Failure, { byHandle }: { byHandle: boolean }): Problem {
  return problemAt(facts, failure, (field) =>
    field === 'identifier' || (field === 'server' && byHandle) ? 'handle' : field === 'server' ? 'server' : '',
  )
}

function problemAt(facts: Facts, failure: Failure, pathOf: (field: string) => string): Problem {
  const { field, code, message } = say(facts, failure)
  const retryAt = failure.trouble.kind === 'too-fast' ? failure.trouble.retryAt.toISOString() : undefined
  return new Problem('network-trouble', message, {
    fields: [{ path: pathOf(field), code, message }],
    extra: retryAt === undefined ? {} : { retryAt },
  })
}

function say(facts: Facts, { trouble, sent }: Failure): Said {
  const { name } = facts
  const secret = facts.connect.find((one) => one.secret)
  const secretField = secret?.name ?? ''
  const secretLabel = (secret?.label ?? 'sign-in').toLowerCase()
  switch (trouble.kind) {
    case 'sign-in-again':
      return {
        field: secretField,
        code: 'not-accepted',
        message: `${name} does not take this ${secretLabel}. We have not kept it. Make a new one and put it here.`,
      }
    case 'not-allowed':
      return { field: secretField, code: 'not-allowed', message: `${name} does not allow it: ${trouble.reason}.` }
    case 'refused':
      return {
        field: facts.connect.some((one) => one.name === trouble.field) ? trouble.field! : secretField,
        code: 'refused',
        // Where nothing was sent it is our own check that says so.
        message: sent === 'none' ? sentence(trouble.reason) : `${name} says: ${trouble.reason}.`,
      }
    case 'too-fast':
    case 'quota-spent':
      return { field: '', code: 'too-fast', message: `${name} asks us to wait a while. Nothing you typed is lost.` }
    case 'gone':
      return { field: secretField, code: 'gone', message: `${name} says that this account is not there any more.` }
    case 'down':
      return {
        field: 'server',
        code: 'unreachable',
        message: `The server could not be reached: ${trouble.reason}. Is its address right?`,
      }
    case 'garbled':
      return {
        field: 'server',
        code: 'not-understood',
        message: `The server answers in a way that we do not understand: ${trouble.reason}. Is it a server for ${name}?`,
      }
    case 'unknown':
      return {
        field: 'server',
        code: 'no-answer',
        message: `The server gave no answer that we could read (${trouble.reason}). Nothing was changed; try again.`,
      }
    default:
      return never(trouble)
  }
}

const sentence = (words: string) => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`

/** How a connection stands after a check that failed. Only what a person must do at the network is `sign-in-again`. */
export function stateAfter(trouble: Trouble): { state: ConnectionState; detail: string } {
  switch (trouble.kind) {
    case 'sign-in-again':
      return { state: 'sign-in-again', detail: 'The network no longer takes this sign-in.' }
    case 'not-allowed':
      return { state: 'sign-in-again', detail: trouble.reason }
    case 'gone':
      return { state: 'sign-in-again', detail: `The ${trouble.what} is not there any more.` }
    case 'too-fast':
    case 'quota-spent':
      return { state: 'unreachable', detail: 'The network asked us to wait.' }
    case 'refused':
    case 'down':
    case 'garbled':
    case 'unknown':
      return { state: 'unreachable', detail: trouble.reason }
    default:
      return never(trouble)
  }
}
