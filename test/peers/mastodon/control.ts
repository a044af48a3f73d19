/**
 * Steering from another process, under `/-/`:
 * `POST /-/accounts {username}` → {id, username, token} · `PUT /-/switches {…}` · `POST /-/faults {on, with, times…}` ·
 * `POST /-/behind {id, do: 'drop' | 'double'}` (a status, past whoever posted it) · `POST /-/phone {username, text}` · `POST /-/counts {id, …}` ·
 * `DELETE /-/faults` · `POST /-/revoke {username}` (all its tokens) · `POST /-/forget-apps` · `GET /-/book` → {accepted, doubled}.
 */
import { ok, type Reply, refuse, text } from './answer.ts'
import type { PeerStatus } from './book.ts'
import type { MastodonPeer } from './peer.ts'
import type { Laid, Switches } from './switches.ts'

export function controlRoutes(peer: MastodonPeer) {
  return (method: string, path: string, body: Record<string, unknown>): Reply | null => {
    if (!path.startsWith('/-/')) return null
    const { book } = peer
    switch (`${method} ${path}`) {
      case 'POST /-/accounts': {
        const { account, token } = book.addAccount(text(body.username) || 'library')
        return ok({ id: account.id, username: account.username, token })
      }
      case 'PUT /-/switches':
        Object.assign(peer.switches, body as Partial<Switches>)
        return ok(peer.switches)
      case 'POST /-/faults': {
        const laid = { ...body } as unknown as Laid
        if (laid.with === 'too-fast') laid.resetAt = new Date(String(body.resetAt))
        peer.fail(laid)
        return ok({})
      }
      case 'DELETE /-/faults':
        peer.heal()
        return ok({})
      case 'POST /-/revoke':
        for (const held of book.tokens.values())
          if (held.accountId && book.accounts.get(held.accountId)?.username === body.username) held.revoked = true
        return ok({})
      case 'POST /-/behind': {
        const id = text(body.id)
        if (!book.statuses.has(id)) return refuse(404, 'no such status')
        if (body.do === 'double') return ok({ id: book.double(id).id })
        book.drop(id)
        return ok({})
      }
      case 'POST /-/phone': {
        const account = [...book.accounts.values()].find((one) => one.username === body.username)
        return account ? ok({ id: book.postByPhone(account.id, text(body.text)).id }) : refuse(404, 'no such account')
      }
      case 'POST /-/counts': {
        const { id, ...counts } = body as { id: string } & NonNullable<PeerStatus['counts']>
        book.statuses.get(id)!.counts = counts
        return ok({})
      }
      case 'POST /-/forget-apps':
        book.apps.clear()
        return ok({})
      case 'GET /-/book': {
        const withPictures = book.accepted().map((one) => ({
          ...one,
          account: book.accounts.get(one.accountId)?.username,
          media: one.mediaIds.map((id) => {
            const { mime, size, description, focus } = book.media.get(id)!
            return { id, mime, size, description, focus }
          }),
        }))
        return ok({ accepted: withPictures, doubled: book.doubled() })
      }
      default:
        return refuse(404, 'the peer has no such handle')
    }
  }
}
