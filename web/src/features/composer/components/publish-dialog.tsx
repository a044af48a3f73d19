import { listed } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import type { Channel } from '#posts/types.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { networkName } from '#ui/network-mark.tsx'

/** Publishing now cannot be taken back everywhere, so it says what becomes public where. */
export function PublishDialog({
  title,
  channels,
  busy,
  onClose,
  onYes,
}: {
  title: string
  channels: Channel[]
  busy: string | null
  onClose: () => void
  onYes: () => void
}) {
  const names = (manual: boolean) => [
    ...new Set(channels.filter((channel) => channel.manual === manual).map(({ network }) => networkName(network))),
  ]
  const [direct, byHand] = [names(false), names(true)]
  return (
    <Dialog
      title={t('composer.publishNow')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          {channels.length > 0 && (
            <Button kind="ink" icon="send" busy={busy === 'publish'} onClick={onYes}>
              {t('composer.publishNow')}
            </Button>
          )}
        </>
      }
    >
      {channels.length === 0 && <p>{t('composer.publishNowhere')}</p>}
      {direct.length > 0 && (
        <p dir="auto">
          {t('composer.publishText', { title: title || t('composer.pictures'), networks: listed(direct) })}
        </p>
      )}
      {byHand.length > 0 && <p>{t('composer.publishByHand', { networks: listed(byHand) })}</p>}
    </Dialog>
  )
}
