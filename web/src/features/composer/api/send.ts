import { api, take } from '#app/api.ts'
import { Problem } from '#app/problem.ts'
import type { Post, Uploaded } from '#posts/types.ts'
import type { Request } from '../save-queue.ts'

/** One step of the queue. */
export function sendDraft(request: Request): Promise<Post> {
  if (request.kind === 'create')
    return take(api.POST('/posts', { body: request.body, params: { header: { 'Idempotency-Key': request.key } } }))
  const { post, version, change } = request
  return take(api.PATCH('/posts/{post}', { params: { path: { post } }, body: { version, ...change } }))
}

/** With progress (0 to 1), which `fetch` does not tell. Aborting ends it with an AbortError. */
export function uploadPicture(
  file: File,
  handle: string,
  onProgress: (part: number) => void,
  signal: AbortSignal,
): Promise<Uploaded> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', '/api/v1/files')
    request.setRequestHeader('Shelftalker-Library', handle)
    request.setRequestHeader('Shelftalker-Request', '1')
    request.responseType = 'json'
    request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0))
    request.addEventListener('load', () => {
      if (request.status === 201) resolve(request.response as Uploaded)
      else reject(new Problem(request.status, (request.response as Record<string, unknown> | null) ?? {}, null))
    })
    request.addEventListener('error', () => reject(new TypeError('no answer')))
    request.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')))
    signal.addEventListener('abort', () => request.abort())
    const body = new FormData()
    body.append('file', file)
    request.send(body)
  })
}
