import { useQuery } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { room } from '#app/address.ts'
import { Door } from '#app/door.tsx'
import { installationQuery } from '#app/query.ts'
import { t } from '#i18n/t.ts'
import { Button, ButtonLink } from '#ui/button.tsx'
import { SecretField, TextField } from '#ui/field.tsx'
import { FormTrouble, useForm } from '#ui/form.tsx'
import { Notice } from '#ui/notice.tsx'
import { PageTitle } from '#ui/page.tsx'
import { proposeHandle } from '#ui/propose-handle.ts'
import { deviceZone, ZoneField } from '#ui/zone-field.tsx'
import { useSetUp } from '../api/set-up.ts'
import { Steps } from '../components/steps.tsx'

/** `/app/set-up`: the first library and the first person of a new system. */
export function SetUpPage() {
  const installation = useQuery(installationQuery)
  return (
    <Door>
      {installation.data?.setUp ? (
        <div className="stack">
          <PageTitle title={t('setup.done')} below={t('setup.doneText')} />
          <div className="line">
            <ButtonLink to="/app/sign-in">{t('setup.signIn')}</ButtonLink>
          </div>
        </div>
      ) : (
        <div className="enter first-run">
          <Steps />
          <SetUpForm />
        </div>
      )}
    </Door>
  )
}

function SetUpForm() {
  const setUp = useSetUp()
  const navigate = useNavigate()
  const form = useForm(
    {
      'library.name': '',
      'library.handle': '',
      'library.zone': deviceZone(),
      'person.name': '',
      'person.email': '',
      'person.password': '',
    },
    setUp.error,
  )
  const rename = (name: string) => {
    // Proposed as long as the person has not written another one.
    const untouched = form.values['library.handle'] === proposeHandle(form.values['library.name'])
    form.set('library.name', name)
    if (untouched) form.set('library.handle', proposeHandle(name))
  }
  const submit = form.onSubmit((values) =>
    setUp.mutate(
      {
        library: { name: values['library.name'], handle: values['library.handle'], zone: values['library.zone'] },
        person: { name: values['person.name'], email: values['person.email'], password: values['person.password'] },
      },
      { onSuccess: (made) => navigate(room.firstRun(made.library.handle), { replace: true }) },
    ),
  )
  const address = `${location.host}/${form.values['library.handle']}`
  return (
    <form className="stack" onSubmit={submit} ref={form.ref}>
      <FormTrouble error={setUp.error} names={form.names} />
      <fieldset className="stack">
        <legend className="sr">{t('setup.stepLibrary')}</legend>
        <TextField
          {...form.field('library.name')}
          onChange={rename}
          label={t('setup.library')}
          hint={t('setup.libraryHint')}
          autoComplete="organization"
          required
        />
        <div className="two">
          <TextField
            {...form.field('library.handle')}
            label={t('setup.handle')}
            hint={t('setup.handleHint', { address })}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            required
          />
          <ZoneField {...form.field('library.zone')} label={t('setup.zone')} hint={t('setup.zoneHint')} />
        </div>
      </fieldset>
      <fieldset className="stack">
        <legend className="sr">{t('setup.stepYou')}</legend>
        <div className="two">
          <TextField
            {...form.field('person.name')}
            label={t('setup.person')}
            hint={t('setup.personHint')}
            autoComplete="name"
            required
          />
          <TextField
            {...form.field('person.email')}
            label={t('setup.email')}
            hint={t('setup.emailHint')}
            type="email"
            autoComplete="username"
            required
          />
        </div>
        <SecretField
          {...form.field('person.password')}
          label={t('setup.password')}
          hint={t('setup.passwordHint')}
          autoComplete="new-password"
          required
        />
      </fieldset>
      <div className="line">
        <Button kind="ink" type="submit" busy={setUp.isPending}>
          {t('setup.start')}
        </Button>
      </div>
      <Notice icon="lock" title={t('setup.patrons')} />
    </form>
  )
}
