import { t } from '#i18n/t.ts'
import type { useAbout } from '#posts/about.ts'
import type { Named } from '#posts/served.ts'
import { SelectField } from '#ui/field.tsx'
import type { Content } from '../content.ts'

/** Content area, branch, and what the post serves. A library without branches or goals is not asked for any. */
export function AboutPart({
  about,
  content,
  change,
  trouble,
}: {
  about: ReturnType<typeof useAbout>
  content: Pick<Content, 'area' | 'branch' | 'serves'>
  change: (next: Partial<Content>) => void
  trouble: (path: string) => string | null
}) {
  const { area, branch, serves } = content
  const { areas, branches, limited, served } = about
  return (
    <>
      {(areas.length > 0 || area) && (
        <SelectField
          label={t('composer.area')}
          hint={t('composer.areaHint')}
          error={trouble('area')}
          value={area ?? ''}
          onChange={(value) => change({ area: value || null })}
        >
          <option value="">{t('composer.areaNone')}</option>
          <Choices list={areas} chosen={area} called={about.areaName} />
        </SelectField>
      )}
      {(branches.length > 0 || branch) && (
        <SelectField
          label={t('composer.branch')}
          hint={t('composer.branchHint')}
          error={trouble('branch')}
          value={branch ?? ''}
          onChange={(value) => change({ branch: value || null })}
        >
          {!(limited && branch) && <option value="">{t('composer.branchNone')}</option>}
          <Choices list={branches} chosen={branch} called={about.branchName} />
        </SelectField>
      )}
      {(served.goals.length + served.objectives.length > 0 || serves) && (
        <SelectField
          label={t('composer.serves')}
          hint={t('composer.servesHint')}
          error={trouble('serves')}
          value={serves ?? ''}
          onChange={(value) => change({ serves: value || null })}
        >
          <option value="">{t('composer.servesNone')}</option>
          {about.servesName === t('posts.servesGone') && <option value={serves ?? ''}>{about.servesName}</option>}
          <Group label={t('composer.servesGoals')} list={served.goals} />
          <Group label={t('composer.servesObjectives')} list={served.objectives} />
        </SelectField>
      )}
    </>
  )
}

/** What is chosen stays to be seen, also where it is no longer offered. */
function Choices({ list, chosen, called }: { list: Named[]; chosen: string | null; called: string | null }) {
  return (
    <>
      {chosen && !list.some(({ id }) => id === chosen) && <option value={chosen}>{called}</option>}
      {list.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </>
  )
}

function Group({ label, list }: { label: string; list: Named[] }) {
  if (list.length === 0) return null
  return (
    <optgroup label={label}>
      {list.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </optgroup>
  )
}
