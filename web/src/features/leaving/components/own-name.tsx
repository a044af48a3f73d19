import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { Me } from '#app/api.types.ts'
import { emptyDrawers } from '#app/drawer.ts'
import { forgetPerson } from '#i18n/language.ts'
import { t } from '#i18n/t.ts'
import { Button } from '#ui/button.tsx'
import { Section } from '#ui/section.tsx'
import { ForgetDialog } from './forget-dialog.tsx'

/** For who belongs to no library: her own name is hers to remove. Also what this device kept of her goes. */
export function OwnName({ of: { person } }: { of: Me }) {
  const [asking, setAsking] = useState(false)
  const client = useQueryClient()
  const navigate = useNavigate()
  const gone = () => {
    emptyDrawers(person.id)
    forgetPerson()
    client.clear()
    navigate('/app/sign-in')
  }
  return (
    <Section title={t('leaving.own')}>
      <p>{t('leaving.ownText')}</p>
      <div className="line">
        <Button icon="trash-2" onClick={() => setAsking(true)}>
          {t('leaving.ownDo')}
        </Button>
      </div>
      {asking && (
        <ForgetDialog person={person.id} name={person.name} own onClose={() => setAsking(false)} onDone={gone} />
      )}
    </Section>
  )
}
