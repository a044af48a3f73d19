/** All settings, each with its variable, its default and what it does. The settings page of the guide is printed from here. */
import { resolve } from 'node:path'
import { z } from 'zod'
import type { Level } from './log.ts'
import { Secret } from './secret.ts'

export interface Setting {
  name: string
  doc: string
  default: string | null
  secret?: boolean
}
export const SETTINGS: Setting[] = [
  { name: 'SHELFTALKER_DATA', default: './data', doc: 'Folder of this installation: embedded database, files, keys.' },
  {
    name: 'SHELFTALKER_HOST',
    default: '127.0.0.1',
    doc: 'Address to listen on. Set 0.0.0.0 only behind a proxy that speaks TLS.',
  },
  { name: 'SHELFTALKER_PORT', default: '3210', doc: 'Port to listen on. 0 takes any free one.' },
  {
    name: 'SHELFTALKER_PUBLIC_URL',
    default: null,
    doc: 'Address under which people reach this installation, e.g. https://social.library.example. Needed for links in mails, sign-in at networks and secure cookies.',
  },
  { name: 'SHELFTALKER_ROLES', default: 'web,worker', doc: 'What this process does: web, worker, or both.' },
  {
    name: 'DATABASE_URL',
    default: null,
    doc: 'Postgres 18 of your own, as the app role. Without it a Postgres is started in the data folder.',
    secret: true,
  },
  {
    name: 'DATABASE_OWNER_URL',
    default: null,
    doc: 'The same database as the role that owns the tables; only for migrations, backup and restore.',
    secret: true,
  },
  {
    name: 'SHELFTALKER_KEY',
    default: null,
    doc: 'The encryption key, 32 bytes in base64. Without it one is made in the data folder under keys/.',
    secret: true,
  },
  {
    name: 'SMTP_URL',
    default: null,
    doc: 'Mail server, e.g. smtps://user:password@mail.library.example. Without it letters are only noted in the log.',
    secret: true,
  },
  { name: 'MAIL_FROM', default: 'Shelftalker <shelftalker@localhost>', doc: 'Sender of the letters.' },
  {
    name: 'S3_ENDPOINT',
    default: null,
    doc: 'An S3 server for the files, e.g. https://s3.library.example. Without it files lie in the data folder.',
  },
  { name: 'S3_BUCKET', default: null, doc: 'The bucket.' },
  { name: 'S3_REGION', default: 'us-east-1', doc: 'Its region.' },
  { name: 'S3_ACCESS_KEY', default: null, doc: 'Its access key.', secret: true },
  { name: 'S3_SECRET_KEY', default: null, doc: 'Its secret key.', secret: true },
  { name: 'SHELFTALKER_UPLOAD_MAX_MIB', default: '50', doc: 'Largest file that is taken, in MiB.' },
  {
    name: 'SHELFTALKER_TRUST_PROXY',
    default: 'no',
    doc: 'yes: believe X-Forwarded-For and X-Forwarded-Proto of the proxy in front.',
  },
  {
    name: 'SHELFTALKER_BLUESKY_VIDEO',
    default: null,
    doc: 'Address of the service that makes videos playable on Bluesky, where it is not Bluesky’s own (https://video.bsky.app).',
  },
  { name: 'SHELFTALKER_LOG', default: 'info', doc: 'debug, info, warn or error.' },
  {
    name: 'SHELFTALKER_PLC_URL',
    default: 'https://plc.directory',
    doc: 'The directory of Bluesky’s network where accounts are looked up. Another one only for a network of your own, or for tests.',
  },
  {
    name: 'SHELFTALKER_ALLOW_HOSTS',
    default: '',
    doc: 'host:port, comma separated, that may be reached although their address is private. For tests and demonstrations only.',
  },
]

export interface Config {
  data: string
  host: string
  port: number
  publicUrl: string | null
  roles: { web: boolean; worker: boolean }
  database: { app: Secret; owner: Secret | null } | null
  key: Secret | null
  smtp: Secret | null
  mailFrom: string
  s3: { endpoint: string; bucket: string; region: string; accessKey: string; secretKey: Secret } | null
  uploadMaxBytes: number
  trustProxy: boolean
  /** An origin; null: Bluesky's own. */
  blueskyVideo: string | null
  log: Level
  /** Origin of the directory of the AT Protocol. */
  plcUrl: string
  allowHosts: string[]
}

/** Names the variable and says what would be right. */
export class ConfigTrouble extends Error {
  readonly variable: string
  constructor(variable: string, message: string) {
    super(`${variable}: ${message}`)
    this.name = 'ConfigTrouble'
    this.variable = variable
  }
}

/** @throws ConfigTrouble */
export function readConfig(env: Record<string, string | undefined>): Config {
  const text = (name: string) =>
    (env[name] === '' ? undefined : env[name]) ?? SETTINGS.find((one) => one.name === name)?.default ?? null
  const parse = <T>(name: string, schema: z.ZodType<T>, say: string): T => {
    const found = schema.safeParse(text(name))
    if (!found.success) throw new ConfigTrouble(name, say)
    return found.data
  }
  const url = (name: string, protocols: string[]) => {
    const value = text(name)
    if (value === null) return null
    const ok = URL.canParse(value) && protocols.includes(new URL(value).protocol)
    if (!ok)
      throw new ConfigTrouble(
        name,
        `must be an address that begins with ${protocols.map((one) => `${one}//`).join(' or ')}`,
      )
    return value
  }
  const secret = (value: string | null) => (value === null ? null : new Secret(value))
  const roles = (text('SHELFTALKER_ROLES') ?? '').split(',').map((one) => one.trim())
  if (roles.some((one) => one !== 'web' && one !== 'worker'))
    throw new ConfigTrouble('SHELFTALKER_ROLES', 'may hold web, worker, or both with a comma')
  const app = url('DATABASE_URL', ['postgres:', 'postgresql:'])
  const owner = url('DATABASE_OWNER_URL', ['postgres:', 'postgresql:'])
  if (owner && !app) throw new ConfigTrouble('DATABASE_URL', 'is needed beside DATABASE_OWNER_URL')
  const key = text('SHELFTALKER_KEY')
  if (key !== null && Buffer.from(key, 'base64').length !== 32)
    throw new ConfigTrouble('SHELFTALKER_KEY', 'must be 32 bytes in base64 (44 letters)')
  return {
    data: resolve(text('SHELFTALKER_DATA') ?? './data'),
    host: text('SHELFTALKER_HOST') ?? '127.0.0.1',
    port: parse('SHELFTALKER_PORT', z.coerce.number().int().min(0).max(65535), 'must be a number from 0 to 65535'),
    publicUrl: url('SHELFTALKER_PUBLIC_URL', ['http:', 'https:'])?.replace(/\/+$/, '') ?? null,
    roles: { web: roles.includes('web'), worker: roles.includes('worker') },
    database: app ? { app: new Secret(app), owner: secret(owner) } : null,
    key: secret(key),
    smtp: secret(url('SMTP_URL', ['smtp:', 'smtps:'])),
    mailFrom: text('MAIL_FROM') ?? '',
    s3: readS3(text, url),
    uploadMaxBytes:
      parse(
        'SHELFTALKER_UPLOAD_MAX_MIB',
        z.coerce.number().min(1).max(4096),
        'must be a number of MiB from 1 to 4096',
      ) *
      1024 *
      1024,
    trustProxy: parse('SHELFTALKER_TRUST_PROXY', z.enum(['yes', 'no']), 'must be yes or no') === 'yes',
    blueskyVideo: originOf(url('SHELFTALKER_BLUESKY_VIDEO', ['http:', 'https:'])),
    log: parse('SHELFTALKER_LOG', z.enum(['debug', 'info', 'warn', 'error']), 'must be debug, info, warn or error'),
    plcUrl: new URL(url('SHELFTALKER_PLC_URL', ['http:', 'https:'])!).origin,
    allowHosts: (text('SHELFTALKER_ALLOW_HOSTS') ?? '')
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean)
      .map((one) => {
        if (!/^(\[[0-9a-f:]+\]|[^:\s]+):\d+$/i.test(one))
          throw new ConfigTrouble('SHELFTALKER_ALLOW_HOSTS', `“${one}” must be host:port`)
        return one
      }),
  }
}

const originOf = (address: string | null) => (address === null ? null : new URL(address).origin)

function readS3(
  text: (name: string) => string | null,
  url: (name: string, protocols: string[]) => string | null,
): Config['s3'] {
  const endpoint = url('S3_ENDPOINT', ['http:', 'https:'])
  if (endpoint === null) return null
  const need = (name: string) => {
    const value = text(name)
    if (value === null) throw new ConfigTrouble(name, 'is needed beside S3_ENDPOINT')
    return value
  }
  return {
    endpoint: endpoint.replace(/\/+$/, ''),
    bucket: need('S3_BUCKET'),
    region: need('S3_REGION'),
    accessKey: need('S3_ACCESS_KEY'),
    secretKey: new Secret(need('S3_SECRET_KEY')),
  }
}
