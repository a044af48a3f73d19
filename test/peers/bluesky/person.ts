/** What a person does at the pages of a PDS, over plain HTTP with the cookies and headers of a browser: signs in, agrees or refuses. */
import assert from 'node:assert/strict'
import { request } from 'node:http'
import type { PeerAccount } from './start.ts'

const API = '/@atproto/oauth-provider/~api'

interface Answered {
  status: number
  location: string | undefined
  text: string
}
/** By node:http: `fetch` says of itself what kind of request it makes, and a page's requests are of another kind. */
function browser(cookies: Map<string, string>) {
  return (url: URL, method: 'GET' | 'POST', headers: Record<string, string>, body = ''): Promise<Answered> =>
    new Promise((resolve, reject) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const asked = request(url, { method, headers: { ...headers, ...(cookie && { cookie }) } }, (answer) => {
        for (const one of answer.headers['set-cookie'] ?? []) {
          const [name, value] = one.split(';')[0]!.split('=') as [string, string]
          cookies.set(name, value)
        }
        let text = ''
        answer.setEncoding('utf8').on('data', (more: string) => {
          text += more
        })
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, location: answer.headers.location, text }))
      })
      asked.on('error', reject).end(body)
    })
}
const visits = (site: string) => ({
  'sec-fetch-site': site,
  'sec-fetch-mode': 'navigate',
  'sec-fetch-dest': 'document',
})

export interface Person {
  /** Of the page that was shown, and what stood on it. */
  status: number
  text: string
  /** @returns the status of the answer. */
  signIn(username: string, password: string): Promise<number>
  /** @returns what comes back to us in the address. */
  agree(account: PeerAccount): Promise<Record<string, string>>
  refuse(): Promise<Record<string, string>>
}

/** A browser that stands before the server's page at `url`. */
export async function personAt(url: string): Promise<Person> {
  const page = new URL(url)
  const cookies = new Map<string, string>()
  const ask = browser(cookies)
  const shown = await ask(page, 'GET', visits('cross-site'))
  async function act(path: string, body: object, bearer = ''): Promise<{ status: number; value: Value }> {
    const { status, text } = await ask(
      new URL(`${API}${path}`, page),
      'POST',
      {
        referer: page.href,
        origin: page.origin,
        'content-type': 'application/json',
        'sec-fetch-site': 'same-origin',
        'sec-fetch-mode': 'same-origin',
        'x-csrf-token': cookies.get('csrf-token') ?? '',
        ...(bearer && { authorization: `Bearer ${bearer}` }),
      },
      JSON.stringify(body),
    )
    return { status, value: JSON.parse(text) as Value }
  }
  const signIn = (username: string, password: string) => act('/sign-in', { locale: 'en', username, password })
  /** The page goes by way of the server itself, which sends the browser on to us. */
  async function follow({ status, value }: { status: number; value: Value }): Promise<Record<string, string>> {
    assert.ok(value.url, `the server answered ${status} ${JSON.stringify(value)}`)
    let at = new URL(String(value.url), page)
    while (at.origin === page.origin) {
      const { status, location, text } = await ask(at, 'GET', { ...visits('same-origin'), referer: page.href })
      assert.ok(location, `no way back: ${status} ${text.slice(0, 300)}`)
      at = new URL(location, page)
    }
    return Object.fromEntries(at.searchParams)
  }
  return {
    status: shown.status,
    text: shown.text,
    signIn: async (username, password) => (await signIn(username, password)).status,
    async agree({ handle, password }) {
      const { status, value } = await signIn(handle, password)
      assert.equal(status, 200, JSON.stringify(value))
      const { account, ephemeralToken } = value as { account: { did: string }; ephemeralToken: string }
      return follow(await act('/consent', { did: account.did }, ephemeralToken))
    },
    refuse: async () => follow(await act('/reject', {})),
  }
}
type Value = Record<string, unknown>
