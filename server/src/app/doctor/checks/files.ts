import { openFiles } from '#files/open.ts'
import type { Config } from '../../config.ts'
import { type Finding, skipped, well, wrong } from '../finding.ts'

/** Whether something can be stored. Nothing is made where nothing was set up. */
export async function checkFiles(config: Config, exists: boolean): Promise<Finding> {
  if (!config.s3 && !exists) return skipped('There is no folder for files yet.')
  const where = config.s3 ? `the bucket ${config.s3.bucket} at ${config.s3.endpoint}` : `${config.data}/files`
  const answer = await openFiles(config).check()
  if (answer.ok) return well(`Files can be stored in ${where}`)
  return wrong(
    `Files cannot be stored in ${where}: ${answer.reason}`,
    config.s3
      ? 'Look at S3_ENDPOINT, S3_BUCKET, S3_REGION and the two keys.'
      : 'Look at room and rights of that folder.',
  )
}
