/** What a person typed to connect a channel, asked of the network. */
import { serverOrigin } from '@shelftalker/networks/origin.ts'
import type { Adapter, Facts } from '@shelftalker/networks/port.ts'
import type { Ctx } from '#app/ctx.ts'
import { badInput, type FieldProblem, Problem } from '#app/problem.ts'
import type { SignedIn } from './channel.store.ts'
import { callOf } from './network.ts'
import { connectProblem } from './trouble.rules.ts'

/** Never within a transaction of ours. @throws Problem bad-input or network-trouble, with the field under `connection.`. */
export async function signInWith(ctx: Ctx, adapter: Adapter, typed: Record<string, string>): Promise<SignedIn> {
  const { facts, signIn } = adapter
  if (!signIn) throw badInput('connection', 'by-hand', `${facts.name} cannot be connected; it is posted to by hand.`)
  const fields = checkFields(facts, typed)
  const server = serverFrom(fields.server ?? '', 'connection.server')
  const answer = await signIn.connect(callOf(ctx), server, { ...fields, server })
  if (!answer.ok) throw connectProblem(facts, answer.trouble)
  return { server, health: answer.value.health, secret: answer.value.secret }
}

export function serverFrom(typed: string, path: string): string {
  const server = serverOrigin(typed)
  if (server === null) throw badInput(path, 'not-an-address', 'This is not the address of a server.')
  return server
}

function checkFields(facts: Facts, typed: Record<string, string>): Record<string, string> {
  const known = new Set(facts.connect.map((one) => one.name))
  const fields: FieldProblem[] = [
    ...Object.keys(typed)
      .filter((name) => !known.has(name))
      .map((name) => ({
        path: `connection.${name}`,
        code: 'unknown',
        message: `${name} is not asked for by ${facts.name}.`,
      })),
    ...facts.connect
      .filter((one) => (typed[one.name] ?? '').trim() === '')
      .map((one) => ({
        path: `connection.${one.name}`,
        code: 'missing',
        message: `${one.label} is needed. ${one.hint}`,
      })),
  ]
  if (fields.length > 0)
    throw new Problem('bad-input', `Not right: ${fields.map((one) => one.path).join(', ')}.`, { fields })
  return typed
}
