/**
 * Loaded before a program that npm started. npm hands SIGTERM to its shell, and many shells end without telling us:
 * a parent that is gone counts as the signal, or the server would go on unseen and keep the data folder.
 */
const parent = process.ppid
const timer = setInterval(() => {
  if (process.ppid === parent) return
  clearInterval(timer)
  process.kill(process.pid, 'SIGTERM')
}, 250)
timer.unref()
