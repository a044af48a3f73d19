import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { room } from '#app/address.ts'
import type { ClosingPreview } from '#app/api.types.ts'
import { NotLoaded } from '#app/boundary.tsx'
import { useHere } from '#app/here.ts'
import { mayPublish } from '#app/may.ts'
import { troubleAt } from '#app/problem.ts'
import { branchesQuery, hoursQuery } from '#app/query.ts'
import { clock, longDate, moment, zoneName } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { Button, ButtonLink } from '#ui/button.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { Notice } from '#ui/notice.tsx'
import { PageTitle } from '#ui/page.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { useNow } from '#ui/use-now.ts'
import { previewQuery, useDeclare } from '../api/closings.ts'
import { asked, type Choice, firstChoice, untilChoices, zoneOfChosen } from '../choice.ts'
import { Earlier } from '../components/earlier.tsx'
import { Goes } from '../components/goes.tsx'
import { Kinds } from '../components/kinds.tsx'
import { Said } from '../components/said.tsx'
import { TellBar } from '../components/tell-bar.tsx'
import { Until } from '../components/until.tsx'
import { Untrue } from '../components/untrue.tsx'
import { Where } from '../components/where.tsx'
import '../closing.css'

/** `/app/{handle}/closing`: five picks, all filled in, and one button. `?instead=` names the closing that this one follows. */
export function ClosingPage() {
  const { handle, zone, library } = useHere()
  const navigate = useNavigate()
  const [query] = useSearchParams()
  const now = new Date(useNow()).toISOString()
  const [choice, setChoice] = useState<Choice>(() => firstChoice(now, zone, query.get('instead')))
  const change = (some: Partial<Choice>) => {
    setChoice((before) => ({ ...before, ...some }))
    // What was refused is about what was sent, not about what is chosen now.
    if (declare.isError) declare.reset()
  }
  const branches = useQuery(branchesQuery(handle))
  const hours = useQuery(hoursQuery(handle))
  // “Noon” and “tomorrow” are those of the place that is closed.
  const there = zoneOfChosen(branches.data ?? [], choice, zone)
  const body = asked(choice, now, there)
  const may = mayPublish(library.role)
  const preview = useQuery({ ...previewQuery(handle, body), enabled: body !== null && may })
  const declare = useDeclare(handle)
  const shown = preview.data
  const untilTrouble = troubleAt(preview.error, 'until') ?? troubleAt(declare.error, 'until')
  const tell = () =>
    body &&
    declare.mutate(
      { ...body, keep: choice.keep, hold: heldOf(shown, choice) },
      { onSuccess: ({ id }) => navigate(room.closed(handle, id), { replace: true }) },
    )
  return (
    <form className="stack closing" onSubmit={(event) => event.preventDefault()}>
      <PageTitle
        title={t('closing.title')}
        above={t('today.dateAndClock', { date: longDate(now, there), clock: clock(now, there), zone: zoneName(there) })}
      />
      {!may && <Notice icon="lock" title={t('closing.mayNot')} />}
      {shown?.sendingHeld && <Notice kind="wait" title={t('closing.standstill')} text={t('closing.standstillText')} />}
      {shown?.standing && choice.instead === null && (
        <Notice
          kind="wait"
          icon="flag"
          title={t('closing.already', {
            name: shown.standing.declaredBy?.name ?? t('closing.somebody'),
            at: moment(shown.standing.declaredAt, there),
          })}
          text={shown.standing.text}
        >
          <ButtonLink to={room.closed(handle, shown.standing.id)}>{t('closing.openIt')}</ButtonLink>
          <Button kind="plain" onClick={() => change({ instead: shown.standing?.id ?? null })}>
            {t('closing.tellInstead')}
          </Button>
        </Notice>
      )}
      {may && (
        <div className="both">
          <div className="stack asks">
            <Kinds value={choice.kind} onChange={(kind) => change({ kind })} />
            {branches.data && branches.data.length > 1 && (
              <Where
                branches={branches.data}
                hours={hours.data ?? []}
                chosen={choice.branches}
                onChange={(chosen) => change({ branches: chosen })}
              />
            )}
            <Until
              choices={untilChoices(now, there, choice.until)}
              choice={choice}
              opensAgain={body ? shown?.opensAgain : null}
              zone={shown?.zone ?? there}
              trouble={untilTrouble}
              onChange={change}
            />
            <Said
              kind={choice.kind}
              preview={shown}
              words={choice.words}
              zone={zone}
              waits={untilTrouble !== null}
              onWords={(words) => change({ words })}
            />
          </div>
          <div className="stack">
            {preview.isPending && body && <Skeleton lines={[30, 100, 100, 100]} />}
            {preview.isError && !shown && !untilTrouble && <NotLoaded again={() => preview.refetch()} />}
            {shown && (
              <>
                <Goes preview={shown} choice={choice} zone={shown.zone} onChange={change} />
                <Untrue preview={shown} choice={choice} zone={shown.zone} onChange={change} />
                {!shown.sendingHeld && <Notice icon="stamp" title={t('closing.nothingHolds')} text={passText(shown)} />}
                <Earlier />
              </>
            )}
          </div>
        </div>
      )}
      <FormTrouble error={declare.error} names={['until']} />
      {may && shown && (
        <TellBar
          preview={shown}
          choice={choice}
          ready={body !== null}
          // Nobody tells everyone what they have not seen: while the next preview comes the last one is still in sight. Busy, and not
          // disabled, so that who goes on by keyboard keeps the focus.
          busy={declare.isPending || preview.isPlaceholderData}
          onTell={tell}
        />
      )}
    </form>
  )
}

/** What was proposed a while ago may be out by now. */
const heldOf = (preview: ClosingPreview | undefined, { hold }: Choice) =>
  hold.filter((post) => preview?.named.some((one) => one.post === post))

function passText({ passes }: ClosingPreview): string {
  return passes.library === null ? t('closing.passes') : t('closing.passesPause', { reason: passes.library })
}
