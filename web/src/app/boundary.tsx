import { Component, type ReactNode } from 'react'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { Skeleton } from '#ui/skeleton.tsx'

/**
 * Keeps a fault where it happened: the places, the menu and the other parts go on working. `of` names what is
 * shown: another one is tried anew. `quiet` leaves out what is only an addition.
 */
export class Boundary extends Component<{ of: string; quiet?: boolean; children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }
  override componentDidUpdate(before: { of: string }) {
    if (before.of !== this.props.of && this.state.broken) this.setState({ broken: false })
  }
  override render() {
    if (!this.state.broken) return this.props.children
    if (this.props.quiet) return null
    return (
      <Notice kind="trouble" title={t('app.broken')} text={t('app.brokenText')}>
        <Button onClick={() => location.reload()}>{t('ui.tryAgain')}</Button>
      </Notice>
    )
  }
}

/** While a room's script or the person is being loaded. */
export function Loading() {
  return <Skeleton lines={[40, 100, 100, 72]} />
}

/** A part whose data did not come, with the way to ask again. */
export function NotLoaded({ again }: { again: () => void }) {
  return (
    <Notice kind="trouble" title={t('ui.notLoaded')} text={t('ui.notLoadedText')}>
      <Button onClick={again}>{t('ui.tryAgain')}</Button>
    </Notice>
  )
}
