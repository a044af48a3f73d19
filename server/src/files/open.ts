import { join } from 'node:path'
import type { Config } from '#app/config.ts'
import { folderFiles } from './folder.ts'
import type { Files } from './port.ts'
import { s3Files } from './s3.ts'

/** The store that the settings name: S3 where `S3_ENDPOINT` is set, else `files/` in the data folder. */
export function openFiles(config: Pick<Config, 'data' | 's3'>): Files {
  const scratch = join(config.data, 'scratch')
  return config.s3 ? s3Files(config.s3, scratch) : folderFiles(join(config.data, 'files'), scratch)
}
