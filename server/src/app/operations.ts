/** All operations of the HTTP interface, room by room. */

import { alertOperations } from '#modules/alerts/index.ts'
import { calendarOperations } from '#modules/calendar/index.ts'
import { channelOperations } from '#modules/channels/index.ts'
import { contentOperations, presenceOperations } from '#modules/content/index.ts'
import { deskOperations } from '#modules/desk/index.ts'
import { forgetOperations, launchOperations } from '#modules/launch/index.ts'
import {
  branchOperations,
  emailOperations,
  hoursOperations,
  libraryOperations,
  peopleOperations,
  signInOperations,
  waysInOperations,
} from '#modules/library/index.ts'
import { goalOperations, readingOperations } from '#modules/measures/index.ts'
import { noticeOperations } from '#modules/notices/index.ts'
import { publishingOperations } from '#modules/publishing/index.ts'
import { reportOperations } from '#modules/reports/index.ts'
import { areaOperations, planOperations } from '#modules/strategy/index.ts'
import type { AnyOperation } from './http/operation.ts'

export const allOperations = (): AnyOperation[] => [
  ...launchOperations,
  ...forgetOperations,
  ...signInOperations,
  ...waysInOperations,
  ...emailOperations,
  ...libraryOperations,
  ...peopleOperations,
  ...branchOperations,
  ...hoursOperations,
  ...channelOperations,
  ...areaOperations,
  ...planOperations,
  ...goalOperations,
  ...readingOperations,
  ...reportOperations,
  ...contentOperations,
  ...presenceOperations,
  ...alertOperations,
  ...publishingOperations,
  ...noticeOperations,
  ...calendarOperations,
  ...deskOperations,
]
