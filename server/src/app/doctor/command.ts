/** `doctor`: what is wrong with an installation and how to mend it, while it runs or while it stands. Exit code 1 where something does not work. */
import type { Config } from '../config.ts'
import type { Log } from '../log.ts'
import type { Say } from '../say.ts'
import { VERSION } from '../version.ts'
import { checkDatabase } from './checks/database.ts'
import { checkFiles } from './checks/files.ts'
import { checkFolder } from './checks/folder.ts'
import { checkKeys } from './checks/keys.ts'
import { checkMail } from './checks/mail.ts'
import { checkProgram } from './checks/program.ts'
import { checkPort, checkSettings } from './checks/settings.ts'
import { checkStanding } from './checks/standing.view.ts'
import { type Finding, linesOf, look } from './finding.ts'
import { openPatient } from './patient.ts'

/** All findings, in the order in which they should be mended. */
export async function examine(config: Config, log: Log, tell: (finding: Finding) => void): Promise<Finding[]> {
  const all: Finding[] = []
  const run = async (name: string, check: Parameters<typeof look>[1]) => {
    for (const finding of await look(name, check)) {
      all.push(finding)
      tell(finding)
    }
  }
  await run('The program', checkProgram)
  await run('The data folder', () => checkFolder(config))
  const patient = await openPatient(config, log)
  try {
    await run('The port', () => checkPort(config, patient.runs))
    await run('The database', () => checkDatabase(config, patient))
    await run('The keys', () => checkKeys(config, patient.client, patient.asOwner))
    await run('The store of files', () => checkFiles(config, patient.exists))
    await run('Mail', () => checkMail(config))
    await run('The settings', () => checkSettings(config))
    await run('What stands', () => checkStanding(patient.client, patient.asOwner))
  } finally {
    await patient.close()
  }
  return all
}

export async function runDoctor(config: Config, log: Log, say: Say): Promise<void> {
  say(`Shelftalker ${VERSION}, data in ${config.data}`)
  const all = await examine(config, log, (finding) => linesOf(finding).forEach(say))
  const count = (mark: Finding['mark']) => all.filter((one) => one.mark === mark).length
  say(`${count('well')} well, ${count('mind')} to mind, ${count('wrong')} wrong`)
  if (count('wrong') > 0) process.exitCode = 1
}
