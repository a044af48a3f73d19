import { room } from '#app/address.ts'
import type { Closing } from '#app/api.types.ts'
import { useHere } from '#app/here.ts'
import { t } from '#i18n/t.ts'
import { Button, ButtonLink } from '#ui/button.tsx'
import { CopyButton } from '#ui/copy-button.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { NetworkMark, networkName } from '#ui/network-mark.tsx'
import { useDone } from '../api/closings.ts'

/** A channel that a person posts to: the words in one press, the kit in another, and "It is there". */
export function ByHand({
  delivery,
  text,
  again,
}: {
  delivery: Closing['deliveries'][number]
  text: string
  again: boolean
}) {
  const { handle } = useHere()
  const done = useDone(handle)
  const network = networkName(delivery.network)
  return (
    <section className="card byhand" aria-label={t('closing.postIt', { network })}>
      <header>
        <NetworkMark network={delivery.network} />
        <h2>{t('closing.postIt', { network })}</h2>
        <p className="small muted">{t('closing.kitText')}</p>
      </header>
      <FormTrouble error={done.error} />
      <footer>
        {!again && <CopyButton text={text} of={t('closing.theWords')} />}
        <ButtonLink kind="ink" icon="external-link" to={room.delivery(handle, delivery.id)}>
          {t('closing.openKit')}
        </ButtonLink>
        <Button
          icon="stamp"
          busy={done.isPending}
          onClick={() => done.mutate(delivery.id)}
          aria-label={t('closing.isThereOn', { network })}
        >
          {t('closing.isThere')}
        </Button>
      </footer>
    </section>
  )
}
