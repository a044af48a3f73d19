import { useQuery } from '@tanstack/react-query'
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router'
import { room } from '#app/address.ts'
import { Loading, NotLoaded } from '#app/boundary.tsx'
import { useHere } from '#app/here.ts'
import { libraryQuery } from '#app/query.ts'
import { type PlainKey, t } from '#i18n/t.ts'
import { FormTrouble } from '#ui/form.tsx'
import { Icon } from '#ui/icon.tsx'
import { PageTitle } from '#ui/page.tsx'
import { useMark } from '../api/first-run.ts'
import { StepChannel } from '../components/step-channel.tsx'
import { StepHours } from '../components/step-hours.tsx'
import { StepPost } from '../components/step-post.tsx'
import { StepWeek } from '../components/step-week.tsx'
import { StepWhy } from '../components/step-why.tsx'
import { nextOf, STEPS, type Step, stepOf } from '../steps.ts'
import '../first-run.css'

const words: Record<Step, { title: PlainKey; text: PlainKey }> = {
  hours: { title: 'setup.step.hours', text: 'setup.step.hoursText' },
  why: { title: 'setup.step.why', text: 'setup.step.whyText' },
  channel: { title: 'setup.stepChannel', text: 'setup.step.channelText' },
  post: { title: 'setup.stepPost', text: 'setup.step.postText' },
  week: { title: 'setup.step.week', text: 'setup.step.weekText' },
}
const pages = { hours: StepHours, why: StepWhy, channel: StepChannel, post: StepPost, week: StepWeek }

/** `/app/{handle}/start?step=…`: what is left for one cup of coffee. It goes on where somebody stopped, on any device. */
export function FirstRunPage() {
  const { handle } = useHere()
  const navigate = useNavigate()
  const [search, setSearch] = useSearchParams()
  const library = useQuery(libraryQuery(handle))
  const mark = useMark(handle)
  if (library.isPending) return <Loading />
  if (!library.data) return <NotLoaded again={() => library.refetch()} />
  const { firstRun } = library.data
  const step = stepOf(firstRun, search.get('step'))
  if (step === null) return <Navigate to={room.today(handle)} replace />
  const goTo = (one: Step | null) => (one === null ? navigate(room.today(handle)) : setSearch({ step: one }))
  const before = STEPS[STEPS.indexOf(step) - 1]
  const Page = pages[step]
  return (
    <div className="first-steps">
      <div className="stack">
        <PageTitle title={t('setup.title')} below={t('setup.firstRunText')} />
        <ol className="steps" aria-label={t('setup.steps')}>
          {STEPS.map((one, at) => {
            const done = firstRun[one] === 'done' && one !== step
            return (
              <li key={one} className={done ? 'ok' : undefined} aria-current={one === step ? 'step' : undefined}>
                <span className="dot">{done ? <Icon name="check" /> : at + 1}</span>
                <div>
                  <b>{t(words[one].title)}</b>
                  <small className="muted">
                    {firstRun[one] === 'skipped' ? t('setup.putAside') : t(words[one].text)}{' '}
                    {firstRun[one] !== undefined && one !== step && (
                      <Link to={`?step=${one}`} aria-label={t('setup.changeOf', { step: t(words[one].title) })}>
                        {t('setup.change')}
                      </Link>
                    )}
                  </small>
                </div>
              </li>
            )
          })}
        </ol>
      </div>
      <div className="stack">
        <Page
          key={step}
          onNext={() => goTo(nextOf(step))}
          onSkip={() => mark.mutate({ step, as: 'skipped' }, { onSuccess: () => goTo(nextOf(step)) })}
          onBack={before ? () => goTo(before) : null}
        />
        <FormTrouble error={mark.error} />
      </div>
    </div>
  )
}
