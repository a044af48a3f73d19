import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { ConfigTrouble, readConfig } from './config.ts'
import { settingsPage } from './settings-page.ts'

describe('the settings', () => {
  it('stand in the guide as they are', async () => {
    assert.equal(await readFile(join(import.meta.dirname, '../../../docs/admin/settings.md'), 'utf8'), settingsPage())
  })

  it('name the variable that is wrong, and say what would be right', () => {
    const wrong = (env: Record<string, string>, variable: string) =>
      assert.throws(
        () => readConfig(env),
        (error) =>
          error instanceof ConfigTrouble && error.variable === variable && error.message.startsWith(`${variable}: `),
      )
    wrong({ SHELFTALKER_PORT: 'eighty' }, 'SHELFTALKER_PORT')
    wrong({ SHELFTALKER_PORT: '70000' }, 'SHELFTALKER_PORT')
    wrong({ DATABASE_URL: 'mysql://localhost' }, 'DATABASE_URL')
    wrong({ DATABASE_OWNER_URL: 'postgres://localhost/x' }, 'DATABASE_URL')
    wrong({ SHELFTALKER_KEY: 'short' }, 'SHELFTALKER_KEY')
    wrong({ SHELFTALKER_ROLES: 'web,cook' }, 'SHELFTALKER_ROLES')
    wrong({ SMTP_URL: 'https://mail.example' }, 'SMTP_URL')
    wrong({ S3_ENDPOINT: 'https://s3.example' }, 'S3_BUCKET')
    wrong({ SHELFTALKER_ALLOW_HOSTS: '127.0.0.1' }, 'SHELFTALKER_ALLOW_HOSTS')
    wrong({ SHELFTALKER_LOG: 'loud' }, 'SHELFTALKER_LOG')
  })

  it('never print a secret, however they are printed', () => {
    const config = readConfig({
      SMTP_URL: 'smtps://ana:hunter2@mail.example',
      DATABASE_URL: 'postgres://app:hunter2@db.example/x',
      SHELFTALKER_KEY: Buffer.alloc(32, 1).toString('base64'),
    })
    assert.ok(!JSON.stringify(config).includes('hunter2'))
    assert.ok(!String(config.smtp).includes('hunter2'))
    assert.equal(config.smtp?.reveal(), 'smtps://ana:hunter2@mail.example')
  })
})
