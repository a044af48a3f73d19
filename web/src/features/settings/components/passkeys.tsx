import { type ComponentProps, useState } from 'react'
import type { Passkey } from '#app/api.types.ts'
import { useHere } from '#app/here.ts'
import { PasskeyLeft, passkeysWork } from '#app/passkey.ts'
import { shortDate } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { TextField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { Icon } from '#ui/icon.tsx'
import { useAddPasskey, useRemovePasskey, useRenamePasskey } from '../api/ways-in.ts'

/** Several, each with the name of what keeps it. */
export function Passkeys({ of: passkeys }: { of: Passkey[] }) {
  const [adding, setAdding] = useState(false)
  const [renaming, setRenaming] = useState<Passkey | null>(null)
  const [removing, setRemoving] = useState<Passkey | null>(null)
  const { zone } = useHere()
  return (
    <div className="stack">
      <div className="line ends">
        <h3>{t('settings.passkeys')}</h3>
        {passkeysWork() && (
          <Button icon="plus" onClick={() => setAdding(true)}>
            {t('settings.addPasskey')}
          </Button>
        )}
      </div>
      <p className="small muted">{t(passkeysWork() ? 'settings.passkeysText' : 'settings.passkeysElsewhere')}</p>
      {passkeys.length > 0 && (
        <ul className="rows">
          {passkeys.map((one) => (
            <li className="row wide" key={one.id}>
              <Icon name="key-round" />
              <div>
                <h3>{one.name}</h3>
                <p className="small muted">
                  {t('settings.passkeyFacts', {
                    made: shortDate(one.createdAt, zone),
                    used: one.lastUsedAt
                      ? t('settings.keyUsed', { at: shortDate(one.lastUsedAt, zone) })
                      : t('settings.keyUnused'),
                  })}
                </p>
              </div>
              <div className="act">
                <Button
                  icon="pencil"
                  aria-label={t('settings.renamePasskeyOf', { name: one.name })}
                  onClick={() => setRenaming(one)}
                >
                  {t('settings.renamePasskey')}
                </Button>
                <Button aria-label={t('settings.removePasskeyOf', { name: one.name })} onClick={() => setRemoving(one)}>
                  {t('settings.removePasskey')}
                </Button>
              </div>
            </li>
          ))}
        </ul>
      )}
      {adding && <AddPasskey onClose={() => setAdding(false)} />}
      {renaming && <RenamePasskey of={renaming} onClose={() => setRenaming(null)} />}
      {removing && <RemovePasskey of={removing} onClose={() => setRemoving(null)} />}
    </div>
  )
}

function PasskeyName({ field }: { field: Omit<ComponentProps<typeof TextField>, 'label'> }) {
  return (
    <TextField
      {...field}
      label={t('settings.passkeyName')}
      hint={t('settings.passkeyNameHint')}
      maxLength={60}
      autoComplete="off"
      data-first
      required
    />
  )
}

function AddPasskey({ onClose }: { onClose: () => void }) {
  const add = useAddPasskey()
  const form = useForm({ name: '' }, add.error)
  const left = add.error instanceof PasskeyLeft
  // A device that holds a passkey of this person already says so by an error of this name (Web Authentication §6.3.2).
  const here = add.error instanceof Error && add.error.name === 'InvalidStateError'
  return (
    <Dialog title={t('settings.addPasskey')} onClose={onClose}>
      <form
        className="stack"
        ref={form.ref}
        onSubmit={form.onSubmit(({ name }) => add.mutate(name, { onSuccess: onClose }))}
      >
        {!left && !here && <FormTrouble error={add.error} names={form.names} />}
        {(left || here) && <p role="status">{t(left ? 'settings.passkeyNotMade' : 'settings.passkeyHere')}</p>}
        <PasskeyName field={form.field('name')} />
        <footer className="line">
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="ink" type="submit" busy={add.isPending}>
            {t('settings.makePasskey')}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}

function RenamePasskey({ of: one, onClose }: { of: Passkey; onClose: () => void }) {
  const rename = useRenamePasskey(one.id)
  const form = useForm({ name: one.name }, rename.error)
  return (
    <Dialog title={t('settings.renamePasskey')} onClose={onClose}>
      <form
        className="stack"
        ref={form.ref}
        onSubmit={form.onSubmit(({ name }) => rename.mutate(name, { onSuccess: onClose }))}
        noValidate
      >
        <FormTrouble error={rename.error} names={form.names} />
        <PasskeyName field={form.field('name')} />
        <footer className="line">
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="ink" type="submit" busy={rename.isPending}>
            {t('settings.keepName')}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}

function RemovePasskey({ of: one, onClose }: { of: Passkey; onClose: () => void }) {
  const remove = useRemovePasskey()
  return (
    <Dialog
      title={t('settings.removePasskeyAsk', { name: one.name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="grave" busy={remove.isPending} onClick={() => remove.mutate(one.id, { onSuccess: onClose })}>
            {t('settings.removePasskey')}
          </Button>
        </>
      }
    >
      <p>{t('settings.removePasskeyText')}</p>
      <FormTrouble error={remove.error} />
    </Dialog>
  )
}
