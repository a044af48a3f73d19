import { Button, ButtonLink } from '#ui/button.tsx'
import { CopyButton } from '#ui/copy-button.tsx'
import { Menu, MenuChoice, MenuItem, MenuLink } from '#ui/menu.tsx'
import { samples as say } from '../samples.ts'
import { Specimen, State } from './specimen.tsx'

const nothing = () => undefined

/** What is pressed. */
export function Press() {
  return (
    <>
      <Specimen of="Button">
        <State of="rest">
          <div className="line">
            <Button kind="ink">{say.verb}</Button>
            <Button>{say.verb}</Button>
            <Button kind="plain">{say.leave}</Button>
            <Button kind="grave">{say.grave}</Button>
          </div>
        </State>
        <State of="focus" focused>
          <Button kind="ink">{say.verb}</Button>
        </State>
        <State of="disabled">
          <div className="line">
            <Button kind="ink" disabled>
              {say.verb}
            </Button>
            <Button disabled>{say.verb}</Button>
            <Button kind="plain" disabled>
              {say.leave}
            </Button>
          </div>
        </State>
        <State of="busy">
          <div className="line">
            <Button kind="ink" busy>
              {say.verb}
            </Button>
            <Button busy>{say.verb}</Button>
          </div>
        </State>
        <State of="icon alone">
          <Button icon="pencil" aria-label={say.verb} />
        </State>
        <State of="long text">
          <Button icon="send">{say.long}</Button>
        </State>
        <State of="right to left" rtl>
          <Button icon="send">{say.arabic}</Button>
        </State>
      </Specimen>
      <Specimen of="ButtonLink">
        <State of="rest">
          <ButtonLink to="#ButtonLink" icon="eye">
            {say.goes}
          </ButtonLink>
        </State>
        <State of="focus" focused>
          <ButtonLink to="#ButtonLink" kind="ink">
            {say.goes}
          </ButtonLink>
        </State>
        <State of="long text">
          <ButtonLink to="#ButtonLink">{say.long}</ButtonLink>
        </State>
        <State of="right to left" rtl>
          <ButtonLink to="#ButtonLink">{say.arabic}</ButtonLink>
        </State>
      </Specimen>
      <Specimen of="CopyButton">
        <State of="rest">
          <CopyButton text={say.code} of={say.label} />
        </State>
        <State of="focus" focused>
          <CopyButton text={say.code} of={say.label} />
        </State>
      </Specimen>
      <Specimen of="Menu">
        <State of="rest, opens">
          <Menu button={say.more} className="button">
            <MenuItem icon="pencil" act={nothing}>
              {say.verb}
            </MenuItem>
            <MenuItem icon="scroll-text" act={nothing}>
              {say.long}
            </MenuItem>
            <MenuLink icon="eye" to="#Menu">
              {say.goes}
            </MenuLink>
            <MenuChoice icon="sun" ruled on act={nothing}>
              {say.light}
            </MenuChoice>
            <MenuChoice icon="moon" on={false} act={nothing}>
              {say.dark}
            </MenuChoice>
          </Menu>
        </State>
        <State of="focus" focused>
          <Menu button={say.more} className="button">
            <MenuItem icon="trash-2" act={nothing}>
              {say.grave}
            </MenuItem>
          </Menu>
        </State>
      </Specimen>
    </>
  )
}
