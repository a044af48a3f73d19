import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { api, take } from '#app/api.ts'
import { useHere } from '#app/here.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { Section } from '#ui/section.tsx'

/** Who is signed in, and the way out of every device. */
export function YouPart() {
  const { person } = useHere().me
  const client = useQueryClient()
  const navigate = useNavigate()
  const leave = useMutation({
    mutationFn: () => take(api.POST('/sign-out', { body: { everywhere: true } })),
    onSuccess: () => {
      client.clear()
      navigate('/app/sign-in')
    },
  })
  return (
    <Section title={t('settings.you')} id="you" className="part roomy">
      <p>{t('settings.youText', { name: person.name, email: person.email })}</p>
      <FormTrouble error={leave.error} />
      <div className="line">
        <Button busy={leave.isPending} onClick={() => leave.mutate()}>
          {t('settings.everywhere')}
        </Button>
        <span className="small muted">{t('settings.everywhereText')}</span>
      </div>
    </Section>
  )
}
