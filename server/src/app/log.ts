/** Structured logs: one JSON object a line on standard error. Values of keys that sound secret are never written. */
export type Level = 'debug' | 'info' | 'warn' | 'error'
export interface Log {
  debug(message: string, more?: Record<string, unknown>): void
  info(message: string, more?: Record<string, unknown>): void
  warn(message: string, more?: Record<string, unknown>): void
  error(message: string, more?: Record<string, unknown>): void
  child(more: Record<string, unknown>): Log
}

const ORDER: Level[] = ['debug', 'info', 'warn', 'error']
const SECRET = /pass(word)?$|secret|token|authorization|cookie|api-?key|jwt|verifier/i

export function makeLog(
  level: Level,
  write: (line: string) => void = (line) => process.stderr.write(`${line}\n`),
  bound: Record<string, unknown> = {},
): Log {
  const at =
    (mine: Level) =>
    (message: string, more: Record<string, unknown> = {}) => {
      if (ORDER.indexOf(mine) < ORDER.indexOf(level)) return
      write(JSON.stringify({ at: new Date().toISOString(), level: mine, message, ...bound, ...more }, hide))
    }
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (more) => makeLog(level, write, { ...bound, ...more }),
  }
}

function hide(key: string, value: unknown): unknown {
  if (SECRET.test(key) && value !== null && value !== undefined) return '•••'
  if (value instanceof Error)
    return { name: value.name, message: value.message, stack: value.stack, cause: value.cause }
  if (typeof value === 'bigint') return String(value)
  return value
}
