/**
 * Loaded before everything else in the peer's process: it listens on 127.0.0.1 only and connects to nothing but
 * loopback. The development network by itself listens on all interfaces and would ask the world for handles.
 */
import dns from 'node:dns'
import net from 'node:net'

dns.setDefaultResultOrder('ipv4first')

const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (...args) {
  const [first, second] = args
  if (first !== null && typeof first === 'object' && first.path === undefined && first.fd === undefined) {
    args[0] = { ...first, host: '127.0.0.1' }
    return listen.apply(this, args)
  }
  if (typeof first === 'number' || /^\d+$/.test(String(first))) {
    const rest = args.slice(1).filter((one) => typeof one !== 'string')
    return listen.call(this, Number(first), '127.0.0.1', ...rest)
  }
  if (first === undefined || typeof first === 'function')
    return listen.call(this, 0, '127.0.0.1', ...[first, second].filter((one) => typeof one === 'function'))
  return listen.apply(this, args)
}

const connect = net.Socket.prototype.connect
net.Socket.prototype.connect = function (...args) {
  const given = Array.isArray(args[0]) ? args[0][0] : args[0]
  const host =
    given !== null && typeof given === 'object'
      ? given.path
        ? 'localhost'
        : (given.host ?? 'localhost')
      : typeof args[1] === 'string'
        ? args[1]
        : 'localhost'
  if (!isLoopback(host)) {
    const error = Object.assign(new Error(`${host} is not loopback: this peer stays on this machine`), {
      code: 'ECONNREFUSED',
    })
    process.nextTick(() => this.destroy(error))
    return this
  }
  return connect.apply(this, args)
}

/** @param {string} host */
function isLoopback(host) {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}
