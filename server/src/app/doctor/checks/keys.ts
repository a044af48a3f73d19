import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import type { Config } from '../../config.ts'
import { encryptionKey, keyFolder, knownInstallation } from '../../keys.ts'
import { makeVault, type Vault } from '../../vault.ts'
import { type Finding, mind, skipped, well, wrong } from '../finding.ts'
import { installationId, sealedSignIns } from './standing.view.ts'

/** The encryption key, and whether the key folder belongs to this database. Makes nothing. */
/** @param seesAll whether it is the owner's connection; the app's role sees no library's sign-ins */
export async function checkKeys(config: Config, client: pg.Client | null, seesAll: boolean): Promise<Finding[]> {
  return [await key(config, seesAll ? client : null), ...(await identity(config, client))]
}

async function key(config: Config, client: pg.Client | null): Promise<Finding> {
  const file = join(keyFolder(config), 'encryption-key')
  if (!config.key && !existsSync(file))
    return client && (await sealedSignIns(client)).length > 0
      ? wrong(
          `There is no encryption key in ${keyFolder(config)}, and channels are signed in with one`,
          'Put the old key folder back, or sign the channels in again after the next start.',
        )
      : skipped('There is no encryption key yet; the first start makes it.')
  const vault = makeVault(encryptionKey(config))
  const sealed = client ? await sealedSignIns(client) : []
  if (!client)
    return mind(
      'The encryption key is there; whether it opens anything is not known',
      'Look again once the database answers as its owner.',
    )
  if (sealed.length === 0) return well('The encryption key is there; no channel is signed in with it yet')
  const shut = sealed.filter(({ secret, channel }) => !opens(vault, secret, channel)).length
  return shut === 0
    ? well(`The encryption key opens the sign-ins of all ${sealed.length} channels`)
    : wrong(
        `The encryption key does not open the sign-ins of ${shut} of ${sealed.length} channels`,
        'Put the right key folder back (or the right SHELFTALKER_KEY), or sign these channels in again.',
      )
}

function opens(vault: Vault, secret: Buffer, channel: string): boolean {
  try {
    vault.open(secret, `connection:${channel}`)
    return true
  } catch {
    return false
  }
}

async function identity(config: Config, client: pg.Client | null): Promise<Finding[]> {
  if (!client) return []
  const id = await installationId(client)
  const known = knownInstallation(config)
  if (known === id) return [well('The key folder belongs to this database')]
  return [
    known === null
      ? mind(
          'The key folder does not know this database yet',
          'The next start notes it; where libraries stand in it already, it holds sending.',
        )
      : mind(
          'The key folder belongs to another database: this one was copied',
          'The next start holds sending. Switch the other one off before you let it go on.',
        ),
  ]
}
