import { useEffect } from 'react'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { TextField } from '#ui/field.tsx'
import { Fold } from '#ui/fold.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { Once } from '#ui/once.tsx'
import { useBeginSecondStep, useConfirmSecondStep } from '../api/ways-in.ts'
import { RecoveryCodes } from './recovery-codes.tsx'

/** A picture for the app, a first code back, ten codes for paper. Nothing is on before the code fits. */
export function TurnOnSecondStep({ onClose }: { onClose: () => void }) {
  const begin = useBeginSecondStep()
  const confirm = useConfirmSecondStep()
  const form = useForm({ code: '' }, confirm.error)
  const { mutate } = begin
  useEffect(() => mutate(), [mutate])
  if (confirm.data) return <RecoveryCodes codes={confirm.data.codes} onClose={onClose} />
  return (
    <Dialog title={t('settings.stepSetUp')} onClose={onClose}>
      <form className="stack" ref={form.ref} onSubmit={form.onSubmit(({ code }) => confirm.mutate(code))}>
        <FormTrouble error={begin.error ?? confirm.error} names={form.names} />
        <p>{t('settings.stepScan')}</p>
        {begin.data && (
          <>
            <img
              className="qr"
              alt={t('settings.stepPicture')}
              src={`data:image/svg+xml,${encodeURIComponent(begin.data.qr)}`}
            />
            <Fold line={t('settings.stepByHand')}>
              <Once label={t('settings.stepSecret')} value={begin.data.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')} />
            </Fold>
          </>
        )}
        <TextField
          {...form.field('code')}
          label={t('settings.stepCode')}
          inputMode="numeric"
          autoComplete="one-time-code"
          data-first
          required
        />
        <footer className="line">
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="ink" type="submit" busy={confirm.isPending || begin.isPending}>
            {t('settings.turnOn')}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
