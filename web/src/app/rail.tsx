import { useState } from 'react'
import { type Choice, choices, chooseLanguage, language, tagOf } from '#i18n/language.ts'
import { type PlainKey, t } from '#i18n/t.ts'
import { ButtonLink } from '#ui/button.tsx'
import { Icon, type IconName } from '#ui/icon.tsx'
import { Menu, MenuChoice, MenuItem, MenuLink } from '#ui/menu.tsx'
import { toast } from '#ui/toast.tsx'
import { room } from './address.ts'
import { api, take } from './api.ts'
import { useHere } from './here.ts'
import { showKeys } from './keys.tsx'
import { mayPublish } from './may.ts'
import { Problem } from './problem.ts'
import { useSignOut } from './sign-out.tsx'
import { setTheme, type Theme, theme } from './theme.ts'

const looks: { look: Theme; icon: IconName; word: PlainKey }[] = [
  { look: 'system', icon: 'monitor', word: 'app.lookSystem' },
  { look: 'light', icon: 'sun', word: 'app.lookLight' },
  { look: 'dark', icon: 'moon', word: 'app.lookDark' },
]

/** At the person, for all of her devices. Only what is kept is chosen: this device would go back to what the server says. */
async function keepLanguage(choice: Choice): Promise<void> {
  try {
    await take(api.PATCH('/me', { body: { language: tagOf(choice) } }))
    chooseLanguage(choice)
  } catch (error) {
    toast((error instanceof Problem && error.message) || t('ui.notDone'))
  }
}

/** The library's drawer label with its menu, and the way to a new post. */
export function Rail() {
  const { me, library, handle } = useHere()
  const [look, setLook] = useState<Theme>(theme())
  const { dialog, signOut } = useSignOut()
  const choose = (choice: Theme) => {
    setTheme(choice)
    setLook(choice)
  }
  const others = me.libraries.filter((one) => one.id !== library.id)
  return (
    <header className="rail">
      <Menu
        className="label"
        button={
          <>
            <Icon name="library" />
            <span>{library.name}</span>
            <Icon name="chevron-down" />
          </>
        }
      >
        {others.map((one) => (
          <MenuLink key={one.id} icon="library" to={room.today(one.handle)}>
            {one.name}
          </MenuLink>
        ))}
        <MenuLink icon="mail" ruled={others.length > 0} to={room.notices(handle)}>
          {t('app.notices')}
        </MenuLink>
        {library.role === 'administrator' && (
          <>
            <MenuLink icon="user" to={room.people(handle)}>
              {t('app.people')}
            </MenuLink>
            <MenuLink icon="list" to={room.audit(handle)}>
              {t('app.log')}
            </MenuLink>
          </>
        )}
        <MenuLink icon="settings-2" to={room.settings(handle)}>
          {t('app.settings')}
        </MenuLink>
        <MenuItem icon="keyboard" act={showKeys}>
          {t('app.keys')}
        </MenuItem>
        {looks.map(({ look: choice, icon, word }, at) => (
          <MenuChoice key={choice} icon={icon} on={look === choice} ruled={at === 0} act={() => choose(choice)}>
            {t(word)}
          </MenuChoice>
        ))}
        {choices.map(({ name, word }, at) => (
          <MenuChoice
            key={name}
            icon="languages"
            on={language() === name}
            ruled={at === 0}
            act={() => keepLanguage(name)}
          >
            <span lang={name}>{word}</span>
          </MenuChoice>
        ))}
        <MenuItem icon="log-out" ruled act={signOut}>
          {t('app.signOut')}
        </MenuItem>
      </Menu>
      {mayPublish(library.role) && (
        <ButtonLink kind="ink" className="new" icon="pencil" to={room.newPost(handle)}>
          <span>{t('app.newPost')}</span>
        </ButtonLink>
      )}
      {dialog}
    </header>
  )
}
