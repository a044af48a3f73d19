import { type ComponentType, lazy, Suspense } from 'react'
import { BrowserRouter, Navigate, Route, Routes } from 'react-router'
import { TodayPage } from '#features/today/pages/today-page.tsx'
import { learnRoom, type Room } from '#i18n/rooms.ts'
import { Loading } from './boundary.tsx'
import { Gate } from './gate.tsx'
import { NotFound } from './not-found.tsx'
import { Shell } from './shell.tsx'
import { Start } from './start.tsx'

/** A page whose script and words are loaded when somebody goes there. Today is with the first script. */
const later = (load: () => Promise<ComponentType>, ...rooms: Room[]) =>
  lazy(async () => {
    const [page] = await Promise.all([load(), ...rooms.map(learnRoom)])
    return { default: page }
  })

const SignInPage = later(async () => (await import('#features/session/pages/sign-in-page.tsx')).SignInPage, 'session')
const JoinPage = later(async () => (await import('#features/session/pages/join-page.tsx')).JoinPage, 'session')
const SetUpPage = later(async () => (await import('#features/setup/pages/set-up-page.tsx')).SetUpPage, 'setup')
const SettingsPage = later(
  async () => (await import('#features/settings/pages/settings-page.tsx')).SettingsPage,
  'settings',
)
const CalendarPage = later(
  async () => (await import('#features/calendar/pages/calendar-page.tsx')).CalendarPage,
  'calendar',
)
const ComposerPage = later(
  async () => (await import('#features/composer/pages/composer-page.tsx')).ComposerPage,
  'composer',
  'checks',
  'goals',
)
const PostPage = later(async () => (await import('#features/post/pages/post-page.tsx')).PostPage, 'post', 'goals')
const HistoryPage = later(async () => (await import('#features/post/pages/history-page.tsx')).HistoryPage, 'post')
const DeliveryPage = later(async () => (await import('#features/post/pages/delivery-page.tsx')).DeliveryPage, 'post')
const NoticesPage = later(async () => (await import('#features/notices/pages/notices-page.tsx')).NoticesPage, 'notices')
const ChannelsPage = later(
  async () => (await import('#features/channels/pages/channels-page.tsx')).ChannelsPage,
  'channels',
)
const NewChannelPage = later(
  async () => (await import('#features/channels/pages/new-channel-page.tsx')).NewChannelPage,
  'channels',
)
const ChannelPage = later(
  async () => (await import('#features/channels/pages/channel-page.tsx')).ChannelPage,
  'channels',
)

const FirstRunPage = later(async () => (await import('#features/setup/pages/first-run-page.tsx')).FirstRunPage, 'setup')
const HoursPage = later(async () => (await import('#features/hours/pages/hours-page.tsx')).HoursPage, 'hours')
const ClosingPage = later(async () => (await import('#features/closing/pages/closing-page.tsx')).ClosingPage, 'closing')
const ClosedPage = later(async () => (await import('#features/closing/pages/closed-page.tsx')).ClosedPage, 'closing')

const GoalsPage = later(async () => (await import('#features/goals/pages/goals-page.tsx')).GoalsPage, 'goals')
const NewGoalPage = later(async () => (await import('#features/goals/pages/new-goal-page.tsx')).NewGoalPage, 'goals')
const InboxPage = later(async () => (await import('#features/inbox/pages/inbox-page.tsx')).InboxPage, 'inbox')
const ReportsPage = later(
  async () => (await import('#features/reports/pages/reports-page.tsx')).ReportsPage,
  'reports',
  'goals',
)
const PeoplePage = later(async () => (await import('#features/people/pages/people-page.tsx')).PeoplePage, 'people')
const AuditPage = later(async () => (await import('#features/people/pages/audit-page.tsx')).AuditPage, 'people')
const ForgottenPage = later(
  async () => (await import('#features/session/pages/forgotten-page.tsx')).ForgottenPage,
  'session',
)
const ResetPage = later(async () => (await import('#features/session/pages/reset-page.tsx')).ResetPage, 'session')
const NewEmailPage = later(
  async () => (await import('#features/session/pages/new-email-page.tsx')).NewEmailPage,
  'session',
)

// Vite leaves out what stands behind a condition that is false in production.
const DesignPage = import.meta.env.DEV
  ? later(async () => (await import('#features/design/pages/design-page.tsx')).DesignPage)
  : null

export function Router() {
  return (
    <BrowserRouter>
      <Suspense fallback={<Loading />}>
        <Routes>
          <Route path="/app" element={<Start />} />
          <Route path="/app/sign-in" element={<SignInPage />} />
          <Route path="/app/set-up" element={<SetUpPage />} />
          <Route path="/app/join/:token" element={<JoinPage />} />
          <Route path="/app/reset" element={<ForgottenPage />} />
          <Route path="/app/reset/:token" element={<ResetPage />} />
          <Route path="/app/new-email/:token" element={<NewEmailPage />} />
          {DesignPage && <Route path="/app/design" element={<DesignPage />} />}
          <Route path="/app/:handle" element={<Gate />}>
            <Route element={<Shell />}>
              <Route index element={<TodayPage />} />
              <Route path="calendar" element={<CalendarPage />} />
              <Route path="write" element={<ComposerPage />} />
              <Route path="write/:post" element={<ComposerPage />} />
              <Route path="posts/:post" element={<PostPage />} />
              <Route path="posts/:post/history" element={<HistoryPage />} />
              <Route path="deliveries/:delivery" element={<DeliveryPage />} />
              <Route path="channels" element={<ChannelsPage />} />
              <Route path="channels/new" element={<NewChannelPage />} />
              <Route path="channels/:channel" element={<ChannelPage />} />
              <Route path="notices" element={<NoticesPage />} />
              <Route path="start" element={<FirstRunPage />} />
              <Route path="closing" element={<ClosingPage />} />
              <Route path="closing/:closing" element={<ClosedPage />} />
              <Route path="settings/hours" element={<HoursPage />} />
              <Route path="goals" element={<GoalsPage />} />
              <Route path="goals/new" element={<NewGoalPage />} />
              <Route path="goals/:goal" element={<GoalsPage />} />
              <Route path="inbox" element={<InboxPage />} />
              <Route path="reports" element={<ReportsPage />} />
              <Route path="people" element={<PeoplePage />} />
              <Route path="log" element={<AuditPage />} />
              <Route path="settings" element={<SettingsPage />} />
              <Route path="*" element={<NotFound />} />
            </Route>
          </Route>
          <Route path="*" element={<Navigate to="/app" replace />} />
        </Routes>
      </Suspense>
    </BrowserRouter>
  )
}
