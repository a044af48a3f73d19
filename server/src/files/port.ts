/** Where bytes lie: a folder or any S3. Keys are digests (`sha256-<hex>`), so writing twice is writing once. */
import type { Readable } from 'node:stream'

export interface Files {
  /** Stores a finished local file under its key. Resolves when it is durable. Throws FilesTrouble. */
  put(library: string, key: string, localPath: string, mime: string): Promise<void>
  /** @param piece first and last byte, both within the file; absent: the whole */
  read(library: string, key: string, piece?: { start: number; end: number }): Promise<Readable>
  bytes(library: string, key: string): Promise<Uint8Array>
  exists(library: string, key: string): Promise<boolean>
  remove(library: string, key: string): Promise<void>
  /** A private folder on this machine for what is being received. */
  scratch(): string
  /** Writes and removes a small file, to know that storing works. */
  check(): Promise<{ ok: true } | { ok: false; reason: string }>
}
export class FilesTrouble extends Error {
  readonly reason: 'full' | 'missing' | 'down'
  constructor(reason: 'full' | 'missing' | 'down', message: string) {
    super(message)
    this.name = 'FilesTrouble'
    this.reason = reason
  }
}
