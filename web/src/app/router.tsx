import { type ComponentType, lazy, Suspense } from 'react'
import { BrowserRouter, Navigate, Route, Routes } from 'react-router'
import { TodayPage } from '#features/today/pages/today-page.tsx'
import { learn } from '#i18n/t.ts'
import { Loading } from './boundary.tsx'
import { Gate } from './gate.tsx'
import { NotFound } from './not-found.tsx'
import { Shell } from './shell.tsx'
import { Start } from './start.tsx'

/** A page whose script and words are loaded when somebody goes there. Today is with the first script. */
const later = (load: () => Promise<ComponentType>, ...words: (() => Promise<Parameters<typeof learn>[0]>)[]) =>
  lazy(async () => {
    const [page, ...learnt] = await Promise.all([load(), ...words.map((read) => read())])
    for (const part of learnt) learn(part)
    return { default: page }
  })

const words = {
  session: async () => (await import('#i18n/en/session.ts')).session,
  setup: async () => (await import('#i18n/en/setup.ts')).setup,
  settings: async () => (await import('#i18n/en/settings.ts')).settings,
  calendar: async () => (await import('#i18n/en/calendar.ts')).calendar,
  channels: async () => (await import('#i18n/en/channels.ts')).channels,
  composer: async () => (await import('#i18n/en/composer.ts')).composer,
  checks: async () => (await import('#i18n/en/checks.ts')).checks,
  notices: async () => (await import('#i18n/en/notices.ts')).notices,
  goals: async () => (await import('#i18n/en/goals.ts')).goals,
  inbox: async () => (await import('#i18n/en/inbox.ts')).inbox,
  reports: async () => (await import('#i18n/en/reports.ts')).reports,
  people: async () => (await import('#i18n/en/people.ts')).people,
  post: async () => (await import('#i18n/en/post.ts')).post,
  hours: async () => (await import('#i18n/en/hours.ts')).hours,
  closing: async () => (await import('#i18n/en/closing.ts')).closing,
}

const SignInPage = later(
  async () => (await import('#features/session/pages/sign-in-page.tsx')).SignInPage,
  words.session,
)
const JoinPage = later(async () => (await import('#features/session/pages/join-page.tsx')).JoinPage, words.session)
const SetUpPage = later(async () => (await import('#features/setup/pages/set-up-page.tsx')).SetUpPage, words.setup)
const SettingsPage = later(
  async () => (await import('#features/settings/pages/settings-page.tsx')).SettingsPage,
  words.settings,
)
const CalendarPage = later(
  async () => (await import('#features/calendar/pages/calendar-page.tsx')).CalendarPage,
  words.calendar,
)
const ComposerPage = later(
  async () => (await import('#features/composer/pages/composer-page.tsx')).ComposerPage,
  words.composer,
  words.checks,
)
const PostPage = later(async () => (await import('#features/post/pages/post-page.tsx')).PostPage, words.post)
const HistoryPage = later(async () => (await import('#features/post/pages/history-page.tsx')).HistoryPage, words.post)
const DeliveryPage = later(
  async () => (await import('#features/post/pages/delivery-page.tsx')).DeliveryPage,
  words.post,
)
const NoticesPage = later(
  async () => (await import('#features/notices/pages/notices-page.tsx')).NoticesPage,
  words.notices,
)
const ChannelsPage = later(
  async () => (await import('#features/channels/pages/channels-page.tsx')).ChannelsPage,
  words.channels,
)
const NewChannelPage = later(
  async () => (await import('#features/channels/pages/new-channel-page.tsx')).NewChannelPage,
  words.channels,
)
const ChannelPage = later(
  async () => (await import('#features/channels/pages/channel-page.tsx')).ChannelPage,
  words.channels,
)

const FirstRunPage = later(
  async () => (await import('#features/setup/pages/first-run-page.tsx')).FirstRunPage,
  words.setup,
)
const HoursPage = later(async () => (await import('#features/hours/pages/hours-page.tsx')).HoursPage, words.hours)
const ClosingPage = later(
  async () => (await import('#features/closing/pages/closing-page.tsx')).ClosingPage,
  words.closing,
)
const ClosedPage = later(
  async () => (await import('#features/closing/pages/closed-page.tsx')).ClosedPage,
  words.closing,
)

const GoalsPage = later(async () => (await import('#features/goals/pages/goals-page.tsx')).GoalsPage, words.goals)
const NewGoalPage = later(
  async () => (await import('#features/goals/pages/new-goal-page.tsx')).NewGoalPage,
  words.goals,
)
const InboxPage = later(async () => (await import('#features/inbox/pages/inbox-page.tsx')).InboxPage, words.inbox)
const ReportsPage = later(
  async () => (await import('#features/reports/pages/reports-page.tsx')).ReportsPage,
  words.reports,
  words.goals,
)
const PeoplePage = later(async () => (await import('#features/people/pages/people-page.tsx')).PeoplePage, words.people)
const AuditPage = later(async () => (await import('#features/people/pages/audit-page.tsx')).AuditPage, words.people)
const ForgottenPage = later(
  async () => (await import('#features/session/pages/forgotten-page.tsx')).ForgottenPage,
  words.session,
)
const ResetPage = later(async () => (await import('#features/session/pages/reset-page.tsx')).ResetPage, words.session)
const NewEmailPage = later(
  async () => (await import('#features/session/pages/new-email-page.tsx')).NewEmailPage,
  words.session,
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
