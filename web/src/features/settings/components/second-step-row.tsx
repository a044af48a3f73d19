import { useState } from 'react'
import type { WaysIn } from '#app/api.types.ts'
import { useHere } from '#app/here.ts'
import { shortDate } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { Icon } from '#ui/icon.tsx'
import { useRemoveSecondStep, useRenewCodes } from '../api/ways-in.ts'
import { RecoveryCodes } from './recovery-codes.tsx'
import { TurnOnSecondStep } from './turn-on-second-step.tsx'

/** The code after the password: on or off, and how many codes on paper are left. */
export function SecondStepRow({ of: step }: { of: WaysIn['secondStep'] }) {
  const { zone } = useHere()
  const [doing, setDoing] = useState<'on' | 'off' | 'codes' | null>(null)
  const close = () => setDoing(null)
  return (
    <li className="row wide">
      <Icon name="shield" />
      <div>
        <h3>{t('settings.step')}</h3>
        <p className="small muted">
          {step
            ? t('settings.stepOn', { since: shortDate(step.since, zone), count: step.codesLeft })
            : t('settings.stepOff')}
        </p>
      </div>
      <div className="act">
        {step ? (
          <>
            <Button onClick={() => setDoing('codes')}>{t('settings.newCodes')}</Button>
            <Button onClick={() => setDoing('off')}>{t('settings.turnOff')}</Button>
          </>
        ) : (
          <Button onClick={() => setDoing('on')}>{t('settings.turnOn')}</Button>
        )}
      </div>
      {doing === 'on' && <TurnOnSecondStep onClose={close} />}
      {doing === 'off' && <TurnOff onClose={close} />}
      {doing === 'codes' && <NewCodes onClose={close} />}
    </li>
  )
}

function TurnOff({ onClose }: { onClose: () => void }) {
  const remove = useRemoveSecondStep()
  return (
    <Dialog
      title={t('settings.turnOffAsk')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="grave" busy={remove.isPending} onClick={() => remove.mutate(undefined, { onSuccess: onClose })}>
            {t('settings.turnOff')}
          </Button>
        </>
      }
    >
      <p>{t('settings.turnOffText')}</p>
      <FormTrouble error={remove.error} />
    </Dialog>
  )
}

function NewCodes({ onClose }: { onClose: () => void }) {
  const renew = useRenewCodes()
  if (renew.data) return <RecoveryCodes codes={renew.data.codes} onClose={onClose} />
  return (
    <Dialog
      title={t('settings.newCodesAsk')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="ink" busy={renew.isPending} onClick={() => renew.mutate()}>
            {t('settings.newCodes')}
          </Button>
        </>
      }
    >
      <p>{t('settings.newCodesText')}</p>
      <FormTrouble error={renew.error} />
    </Dialog>
  )
}
