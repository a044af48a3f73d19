import type { AlertTables } from './alerts.ts'
import type { BulletinTables } from './bulletin.ts'
import type { CalendarTables } from './calendar.ts'
import type { ChannelTables } from './channels.ts'
import type { ContentTables } from './content.ts'
import type { FrameTables } from './frame.ts'
import type { BranchTables, LibraryTables } from './library.ts'
import type { MeasureTables } from './measures.ts'
import type { NoticeTables } from './notices.ts'
import type { PublishingTables } from './publishing.ts'
import type { StrategyTables } from './strategy.ts'

/** All tables, each declared by the room that alone may write it. */
export type Tables = FrameTables &
  LibraryTables &
  BranchTables &
  ChannelTables &
  CalendarTables &
  NoticeTables &
  StrategyTables &
  ContentTables &
  PublishingTables &
  MeasureTables &
  BulletinTables &
  AlertTables
