/** docs/admin/settings.md, printed from the settings themselves. */
import { SETTINGS } from './config.ts'

export const settingsPage = (): string =>
  [
    '# Settings',
    '',
    'Set as environment variables. A wrong one stops the start with its name and what would be right.',
    '',
    '| variable | without it | what it does |',
    '|---|---|---|',
    ...SETTINGS.map(
      ({ name, default: value, doc, secret }) =>
        `| \`${name}\` | ${value === null ? '–' : value === '' ? 'empty' : `\`${value}\``} | ${doc}${secret ? ' Secret: never logged.' : ''} |`,
    ),
    '',
    'Flags of `npm start` stand before variables: `--data`, `--port`, `--host`.',
    '',
  ].join('\n')
