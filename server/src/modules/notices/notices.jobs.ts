import { defineJob, type Job } from '#jobs/define.ts'
import { mailNotice } from './mail-notice.ts'
import { MAIL_NOTICE } from './raise.ts'

export const noticeJobs: Job[] = [defineJob(MAIL_NOTICE, mailNotice)]
