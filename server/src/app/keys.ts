/** The key folder: outside the database and outside every backup. Holds the encryption key, database passwords and the installation's id. */
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ForHost } from '#db/for-host.ts'
import type { Config } from './config.ts'

export const keyFolder = (config: Pick<Config, 'data'>): string => join(config.data, 'keys')

/** The encryption key: from the settings, else from the key folder, made at random the first time. */
export function encryptionKey(config: Pick<Config, 'data' | 'key'>): Uint8Array {
  if (config.key) return Buffer.from(config.key.reveal(), 'base64')
  const file = join(keyFolder(config), 'encryption-key')
  if (!existsSync(file)) writePrivate(config, 'encryption-key', randomBytes(32).toString('base64'))
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
  if (key.length !== 32)
    throw new ForHost(
      `${file} does not hold a key of 32 bytes. Put the right one back: without it no channel's sign-in can be read.`,
    )
  return key
}

export const knownInstallation = (config: Pick<Config, 'data'>): string | null => {
  const file = join(keyFolder(config), 'installation-id')
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null
}
export const rememberInstallation = (config: Pick<Config, 'data'>, id: string): void =>
  writePrivate(config, 'installation-id', id)

function writePrivate(config: Pick<Config, 'data'>, name: string, text: string): void {
  const folder = keyFolder(config)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  writeFileSync(join(folder, name), `${text}\n`, { mode: 0o600 })
}
