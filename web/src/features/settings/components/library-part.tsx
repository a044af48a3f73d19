import type { Library } from '#app/api.types.ts'
import { languageName } from '#i18n/format.ts'
import { t } from '#i18n/t.ts'
import { SelectField, TextField } from '#ui/field.tsx'
import { Section } from '#ui/section.tsx'
import { ZoneField } from '#ui/zone-field.tsx'
import { useSetting } from './use-setting.ts'

/** Languages that American libraries publish in; the library's own is always among them. */
const languages = ['en', 'es', 'zh', 'vi', 'ko', 'tl', 'ru', 'ar', 'fr', 'ht', 'pt', 'so', 'pl', 'de', 'uk']
const lateLimits = [15, 30, 60, 120, 240, 720, 1440]

/** Name, zone, language, and how late is too late. */
export function LibraryPart({ library }: { library: Library }) {
  const name = useSetting(library, 'name', t('settings.name'))
  const zone = useSetting(library, 'zone', t('settings.zone'))
  const language = useSetting(library, 'language', t('settings.language'))
  const late = useSetting(library, 'lateLimitMinutes', t('settings.late'))
  return (
    <Section title={t('settings.library')} id="library" className="part roomy">
      <div className="two">
        <TextField
          label={name.label}
          hint={t('settings.nameHint')}
          value={name.value}
          error={name.error}
          onChange={name.type}
          onBlur={(event) => name.keep(event.target.value.trim())}
          autoComplete="off"
        />
        <div className="field">
          <b>{t('settings.handle')}</b>
          <span className="hint">{t('settings.handleHint', { address: `${location.host}/${library.handle}` })}</span>
          <p>{library.handle}</p>
        </div>
        <ZoneField
          label={zone.label}
          hint={t('settings.zoneHint')}
          value={zone.value}
          error={zone.error}
          onChange={zone.keep}
        />
        <SelectField
          label={language.label}
          hint={t('settings.languageHint')}
          value={language.value}
          error={language.error}
          onChange={language.keep}
        >
          {[...new Set([library.language, ...languages])].map((code) => (
            <option key={code} value={code}>
              {languageName(code)}
            </option>
          ))}
        </SelectField>
      </div>
      <SelectField
        label={late.label}
        hint={t('settings.lateHint')}
        value={String(late.value)}
        error={late.error}
        onChange={(minutes) => late.keep(Number(minutes))}
      >
        {[...new Set([...lateLimits, library.lateLimitMinutes])]
          .sort((one, other) => one - other)
          .map((minutes) => (
            <option key={minutes} value={minutes}>
              {minutes % 60 === 0
                ? t('settings.lateHours', { count: minutes / 60 })
                : t('settings.lateMinutes', { count: minutes })}
            </option>
          ))}
      </SelectField>
    </Section>
  )
}
