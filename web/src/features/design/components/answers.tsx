import { useState } from 'react'
import { Problem } from '#app/problem.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { FormTrouble } from '#ui/form.tsx'
import { Notice } from '#ui/notice.tsx'
import { PauseForm } from '#ui/pause-form.tsx'
import { Toasts, toast } from '#ui/toast.tsx'
import { samples as say } from '../samples.ts'
import { Specimen, State } from './specimen.tsx'

const nothing = () => undefined
const problem = new Problem(422, { detail: say.happened, fields: [] }, null)
const atField = new Problem(422, { fields: [{ path: 'reason', code: 'missing', message: say.wrong }] }, null)

/** What the product answers, and what it asks. */
export function Answers() {
  const [asked, ask] = useState<'short' | 'wide' | null>(null)
  // A form that is told an error takes the focus: not before somebody asks for it.
  const [wrong, tell] = useState<Problem | null>(null)
  const close = () => ask(null)
  return (
    <>
      <Specimen of="Notice">
        <State of="plain" wide>
          <Notice title={say.happened} text={say.kept} />
        </State>
        <State of="wait" wide>
          <Notice kind="wait" title={say.happened} text={say.kept}>
            <Button>{say.verb}</Button>
          </Notice>
        </State>
        <State of="trouble" wide>
          <Notice kind="trouble" title={say.happened} text={say.kept}>
            <Button>{say.verb}</Button>
          </Notice>
        </State>
        <State of="long text">
          <Notice kind="wait" title={say.long} text={say.unbroken} />
        </State>
        <State of="right to left" rtl>
          <Notice kind="trouble" title={say.arabic} text={say.arabic}>
            <Button>{say.arabic}</Button>
          </Notice>
        </State>
      </Specimen>
      <Specimen of="FormTrouble">
        <State of="refused as a whole">
          <FormTrouble error={problem} />
        </State>
        <State of="no answer at all">
          <FormTrouble error={new TypeError()} />
        </State>
      </Specimen>
      <Specimen of="PauseForm">
        <State of="empty">
          <PauseForm zone={say.zone} busy={false} error={null} word={say.held} onPause={nothing} />
        </State>
        <State of="busy">
          <PauseForm zone={say.zone} busy error={null} word={say.held} onPause={nothing} />
        </State>
        <State of="error, once it is sent">
          <PauseForm zone={say.zone} busy={false} error={wrong} word={say.held} onPause={() => tell(atField)} />
        </State>
      </Specimen>
      <Specimen of="Dialog">
        <State of="opens">
          <Button onClick={() => ask('short')}>{say.open}</Button>
        </State>
        <State of="wide, long text">
          <Button onClick={() => ask('wide')}>{say.open}</Button>
        </State>
      </Specimen>
      <Specimen of="Toasts">
        <State of="with a way back">
          <Button onClick={() => toast(say.done, nothing)}>{say.open}</Button>
        </State>
        <State of="long text">
          <Button onClick={() => toast(say.long)}>{say.open}</Button>
        </State>
      </Specimen>
      {asked && (
        <Dialog
          title={asked === 'wide' ? say.long : say.grave}
          wide={asked === 'wide'}
          onClose={close}
          actions={
            <>
              <Button kind="grave" onClick={close}>
                {say.grave}
              </Button>
              <Button kind="plain" onClick={close}>
                {say.leave}
              </Button>
            </>
          }
        >
          <p>{asked === 'wide' ? say.unbroken : say.kept}</p>
        </Dialog>
      )}
      <Toasts />
    </>
  )
}
