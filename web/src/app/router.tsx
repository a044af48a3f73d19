import { type ComponentType, type LazyExoticComponent, lazy, Suspense } from 'react'
import { BrowserRouter, Navigate, Route, Routes } from 'react-router'
import { TodayPage } from '#features/today/pages/today-page.tsx'
import { Loading } from './boundary.tsx'
import { Gate } from './gate.tsx'
import { NotFound } from './not-found.tsx'
import { Shell } from './shell.tsx'
import { Start } from './start.tsx'

/** A page whose script is loaded when somebody goes there. Today is with the first script. */
const later = (load: () => Promise<ComponentType>): LazyExoticComponent<ComponentType> =>
  lazy(async () => ({ default: await load() }))

const SignInPage = later(async () => (await import('#features/session/pages/sign-in-page.tsx')).SignInPage)
const JoinPage = later(async () => (await import('#features/session/pages/join-page.tsx')).JoinPage)
const SetUpPage = later(async () => (await import('#features/setup/pages/set-up-page.tsx')).SetUpPage)
const SettingsPage = later(async () => (await import('#features/settings/pages/settings-page.tsx')).SettingsPage)
const CalendarPage = later(async () => (await import('#features/calendar/pages/calendar-page.tsx')).CalendarPage)
const ComposerPage = later(async () => (await import('#features/composer/pages/composer-page.tsx')).ComposerPage)
const PostPage = later(async () => (await import('#features/post/pages/post-page.tsx')).PostPage)
const DeliveryPage = later(async () => (await import('#features/post/pages/delivery-page.tsx')).DeliveryPage)
const ChannelsPage = later(async () => (await import('#features/channels/pages/channels-page.tsx')).ChannelsPage)
const NewChannelPage = later(async () => (await import('#features/channels/pages/new-channel-page.tsx')).NewChannelPage)
const ChannelPage = later(async () => (await import('#features/channels/pages/channel-page.tsx')).ChannelPage)

export function Router() {
  return (
    <BrowserRouter>
      <Suspense fallback={<Loading />}>
        <Routes>
          <Route path="/app" element={<Start />} />
          <Route path="/app/sign-in" element={<SignInPage />} />
          <Route path="/app/set-up" element={<SetUpPage />} />
          <Route path="/app/join/:token" element={<JoinPage />} />
          <Route path="/app/:handle" element={<Gate />}>
            <Route element={<Shell />}>
              <Route index element={<TodayPage />} />
              <Route path="calendar" element={<CalendarPage />} />
              <Route path="write" element={<ComposerPage />} />
              <Route path="write/:post" element={<ComposerPage />} />
              <Route path="posts/:post" element={<PostPage />} />
              <Route path="deliveries/:delivery" element={<DeliveryPage />} />
              <Route path="channels" element={<ChannelsPage />} />
              <Route path="channels/new" element={<NewChannelPage />} />
              <Route path="channels/:channel" element={<ChannelPage />} />
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
