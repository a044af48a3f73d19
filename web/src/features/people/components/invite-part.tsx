import { useState } from 'react'
import type { Role } from '#app/api.types.ts'
import { useHere } from '#app/here.ts'
import { shortDate } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { TextField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { Icon } from '#ui/icon.tsx'
import { Notice } from '#ui/notice.tsx'
import { Once } from '#ui/once.tsx'
import { Section } from '#ui/section.tsx'
import { useInvite } from '../api/people.ts'
import { ROLES, roleText } from '../roles.ts'

/** Email, name, role: a letter goes out, or the link is shown to be handed over in another way. */
export function InvitePart() {
  const { handle, zone } = useHere()
  const invite = useInvite(handle)
  const form = useForm({ email: '', name: '' }, invite.error)
  const [role, setRole] = useState<Role>('member')
  const submit = form.onSubmit(({ email, name }) =>
    invite.mutate(
      { email, name: name.trim() || null, role },
      {
        onSuccess: () => {
          form.set('email', '')
          form.set('name', '')
        },
      },
    ),
  )
  const made = invite.data
  return (
    <Section title={t('people.invite')} id="invite" className="part roomy">
      <form className="stack" onSubmit={submit} ref={form.ref}>
        <FormTrouble error={invite.error} names={form.names} />
        <p role="status" className={made?.mailed ? 'line' : 'sr'}>
          {made?.mailed && (
            <>
              <Icon name="check" />
              <span className="grow">
                <b>{t('people.mailed', { email: invite.variables?.email ?? '' })}</b>{' '}
                {t('people.mailedText', { until: shortDate(made.expiresAt, zone) })}
              </span>
            </>
          )}
        </p>
        {made && !made.mailed && made.link && <NotMailed link={made.link} why={made.why} />}
        <div className="invite">
          <div className="stack">
            <TextField
              {...form.field('email')}
              label={t('people.email')}
              hint={t('people.emailHint')}
              type="email"
              autoComplete="off"
              required
            />
            <TextField
              {...form.field('name')}
              label={t('people.name')}
              hint={t('people.nameHint')}
              autoComplete="off"
            />
          </div>
          <RolePicks value={role} onChange={setRole} />
        </div>
        <div className="line">
          <Button kind="ink" icon="mail" type="submit" busy={invite.isPending}>
            {t('people.send')}
          </Button>
        </div>
        <p className="small muted">{t('people.inviteEnd')}</p>
      </form>
    </Section>
  )
}

/** No letter went out: that is said, with the one thing that is left to do. */
export function NotMailed({ link, why }: { link: string; why?: 'no-server' | 'refused' | undefined }) {
  return (
    <>
      <Notice
        kind="wait"
        icon="mail"
        title={t('people.notMailed')}
        text={why === 'refused' ? t('people.refusedText') : t('people.noServerText')}
      />
      <Once label={t('people.link')} value={link} />
    </>
  )
}

/** Roles with what each may do. Real radios. */
export function RolePicks({ value, onChange }: { value: Role; onChange: (role: Role) => void }) {
  return (
    <fieldset className="field">
      <legend>{t('people.role')}</legend>
      <div className="roles">
        {ROLES.map((role) => (
          <label key={role} className="check role">
            <input type="radio" name="role" checked={role === value} onChange={() => onChange(role)} />
            <span>
              <b>{t(`people.role.${role}`)}</b>
              <span className="small muted">{t(roleText[role])}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
