/** How a fault looks on the wire. Used by the contract peer, and by the door in front of the real server. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Fault } from './faults.ts'

/** A fault that comes instead of doing anything; false if this one comes later. */
export function insteadOf(fault: Fault, request: IncomingMessage, response: ServerResponse): boolean {
  switch (fault.kind) {
    case 'hang-up-before':
      request.socket.destroy()
      return true
    case 'error-before':
      error(response, 500, 'InternalServerError', 'Internal Server Error')
      return true
    case 'down':
      error(response, 502, 'UpstreamFailure', 'Upstream Failure')
      return true
    case 'expired-token':
      error(response, 400, 'ExpiredToken', 'Token has expired')
      return true
    case 'too-fast':
      tooFast(response, fault)
      return true
    case 'proxy':
      response.writeHead(403, { 'content-type': 'text/html' }).end('<h1>Forbidden</h1>')
      return true
    default:
      return false
  }
}

/** A fault that comes after it was done. `answer` is the true answer. */
export function afterwards(
  fault: Fault,
  request: IncomingMessage,
  response: ServerResponse,
  answer: () => void,
): boolean {
  switch (fault.kind) {
    case 'hang-up-after':
      request.socket.destroy()
      return true
    case 'error-after':
      error(response, 500, 'InternalServerError', 'Internal Server Error')
      return true
    case 'garbage':
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"uri": "at://')
      return true
    case 'other-shape':
      send(response, 200, { answer: [1, 2, 3] })
      return true
    case 'slow':
      setTimeout(answer, fault.ms ?? 1_000)
      return true
    default:
      return false
  }
}

function tooFast(response: ServerResponse, { resetInS = 60, resetAtS }: Fault): void {
  // As the reference PDS does it: no retry-after.
  response.setHeader('ratelimit-limit', '5000').setHeader('ratelimit-remaining', '0')
  response.setHeader('ratelimit-reset', String(resetAtS ?? Math.floor(Date.now() / 1000) + resetInS))
  response.setHeader('ratelimit-policy', '5000;w=3600')
  error(response, 429, 'RateLimitExceeded', 'Rate Limit Exceeded')
}

function error(response: ServerResponse, status: number, name: string, message: string): void {
  send(response, status, { error: name, message })
}

/** JSON, or an empty body for undefined. */
export function send(response: ServerResponse, status: number, value: unknown): void {
  const text = value === undefined ? '' : JSON.stringify(value)
  const headers: Record<string, string | number> = { 'content-length': Buffer.byteLength(text) }
  if (text !== '') headers['content-type'] = 'application/json; charset=utf-8'
  response.writeHead(status, headers).end(text)
}
