/** As it comes over the wire: fetch would unpack it and hide the size. `at`: when the last byte was here, by `performance.now()`. */
export async function received(
  url: string,
  headers: Record<string, string>,
): Promise<{ bytes: number; items: number; at: number }> {
  const { get } = await import('node:http')
  const { gunzipSync } = await import('node:zlib')
  return new Promise((resolve, reject) => {
    get(url, { headers: { ...headers, 'accept-encoding': 'gzip' } }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const at = performance.now()
        const body = Buffer.concat(chunks)
        const text = response.headers['content-encoding'] === 'gzip' ? gunzipSync(body).toString() : body.toString()
        resolve({ at, bytes: body.length, items: (JSON.parse(text) as { items: unknown[] }).items.length })
      })
    }).on('error', reject)
  })
}
