import { useState } from 'react'
import { Check, Field, SecretField, SelectField, TextField } from '#ui/field.tsx'
import { Once } from '#ui/once.tsx'
import { Picks } from '#ui/pick.tsx'
import { ZoneField } from '#ui/zone-field.tsx'
import { samples as say } from '../samples.ts'
import { Specimen, State } from './specimen.tsx'

/** What is filled in. Each keeps what is typed, as in a room. */
export function Fields() {
  const [text, type] = useState<string>(say.value)
  const [zone, choose] = useState<string>(say.zone)
  const [on, tick] = useState(true)
  const field = { label: say.label, value: text, onChange: type }
  const options = [say.none, say.value, say.long].map((one) => (
    <option key={one} value={one}>
      {one}
    </option>
  ))
  return (
    <>
      <Specimen of="TextField">
        <State of="rest">
          <TextField {...field} hint={say.hint} />
        </State>
        <State of="focus" focused>
          <TextField {...field} />
        </State>
        <State of="disabled">
          <TextField {...field} disabled />
        </State>
        <State of="error">
          <TextField {...field} hint={say.hint} error={say.wrong} />
        </State>
        <State of="empty">
          <TextField {...field} value="" />
        </State>
        <State of="long text">
          <TextField {...field} label={say.long} hint={say.unbroken} value={say.long} />
        </State>
        <State of="right to left" rtl>
          <TextField {...field} label={say.arabic} value={say.arabic} hint={say.arabic} error={say.arabic} />
        </State>
        <State of="day">
          <TextField {...field} type="date" value={say.day} />
        </State>
      </Specimen>
      <Specimen of="SecretField">
        <State of="rest">
          <SecretField {...field} />
        </State>
        <State of="focus" focused>
          <SecretField {...field} />
        </State>
        <State of="error">
          <SecretField {...field} error={say.wrong} />
        </State>
        <State of="right to left" rtl>
          <SecretField {...field} label={say.arabic} />
        </State>
      </Specimen>
      <Specimen of="SelectField">
        <State of="rest">
          <SelectField {...field}>{options}</SelectField>
        </State>
        <State of="focus" focused>
          <SelectField {...field}>{options}</SelectField>
        </State>
        <State of="disabled">
          <SelectField {...field} disabled>
            {options}
          </SelectField>
        </State>
        <State of="error">
          <SelectField {...field} error={say.wrong}>
            {options}
          </SelectField>
        </State>
        <State of="long text">
          <SelectField {...field} value={say.long}>
            {options}
          </SelectField>
        </State>
        <State of="right to left" rtl>
          <SelectField {...field} label={say.arabic}>
            {options}
          </SelectField>
        </State>
      </Specimen>
      <Specimen of="ZoneField">
        <State of="rest">
          <ZoneField label={say.label} value={zone} onChange={choose} />
        </State>
        <State of="error">
          <ZoneField label={say.label} value={zone} onChange={choose} error={say.wrong} />
        </State>
      </Specimen>
      <Specimen of="Field">
        <State of="any other control">
          <Field label={say.remark} hint={say.hint}>
            {(belongs) => <textarea className="input" rows={3} {...belongs} defaultValue={say.said} />}
          </Field>
        </State>
        <State of="error">
          <Field label={say.remark} error={say.wrong}>
            {(belongs) => <textarea className="input" rows={3} {...belongs} />}
          </Field>
        </State>
      </Specimen>
      <Specimen of="Check">
        <State of="on">
          <Check label={say.check} checked={on} onChange={tick} />
        </State>
        <State of="off">
          <Check label={say.check} checked={!on} onChange={() => tick(!on)} />
        </State>
        <State of="focus" focused>
          <Check label={say.check} checked={on} onChange={tick} />
        </State>
        <State of="long text">
          <Check label={say.long} checked={on} onChange={tick} />
        </State>
        <State of="right to left" rtl>
          <Check label={say.arabic} checked={on} onChange={tick} />
        </State>
      </Specimen>
      <Specimen of="Picks">
        <State of="rest">
          <Answers name="rest" />
        </State>
        <State of="focus" focused>
          <Answers name="focus" />
        </State>
        <State of="long text">
          <Answers name="long" word={say.long} />
        </State>
        <State of="right to left" rtl>
          <Answers name="left" word={say.arabic} />
        </State>
      </Specimen>
      <Specimen of="Once">
        <State of="rest">
          <Once label={say.label} value={say.code} />
        </State>
        <State of="long text">
          <Once label={say.long} value={say.unbroken} />
        </State>
      </Specimen>
    </>
  )
}

function Answers({ name, word = say.leave }: { name: string; word?: string }) {
  const [value, choose] = useState<'one' | 'two'>('one')
  const choices = [
    { value: 'one' as const, word: say.verb },
    { value: 'two' as const, word },
  ]
  return <Picks legend={say.remark} name={name} value={value} choices={choices} onChange={choose} />
}
