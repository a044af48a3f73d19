import type { Spanish } from './spanish.ts'

export const reason: Spanish = {
  'reason.sign-in': 'La red pide iniciar sesión otra vez. Lo pendiente se conserva.',
  'reason.paused': 'Tocaba mientras el envío estaba en pausa. Darle otra hora.',
  'reason.channel-paused': 'Tocaba mientras el canal estaba en pausa. Darle otra hora.',
  'reason.channel-not-active': 'El canal todavía no se usa, o ya no.',
  'reason.not-connected': 'El canal no está conectado.',
  'reason.approval': 'Tocaba antes de que alguien lo aprobara. Darle otra hora.',
  'reason.closing': 'Un cierre hizo que ya no sea cierto. Darle otra hora o cancelarlo.',
  'reason.too-late': 'No pudo salir a tiempo y ya es más tarde de lo permitido.',
  'reason.no-use-after': 'Llegó el momento después del cual ya no sirve.',
  'reason.by-hand': 'El material está listo: texto, imágenes, texto alternativo, enlace.',
  'reason.too-fast': 'La red pide esperar un poco.',
  'reason.quota-spent': 'La red no acepta más de esta cuenta por ahora.',
  'reason.budget': 'Esperamos, para no enviar más de lo que la red acepta.',
  'reason.not-out': 'No está allí. Se puede enviar otra vez.',
  'reason.clock-jumped': 'El reloj de este sistema dio un salto. No se envía nada hasta que alguien lo revise.',
  'reason.restored': 'Este sistema se recuperó de una copia. Primero se comprueba lo que tocaba mientras tanto.',
  'reason.copied': 'Este sistema es copia de otro. Si los dos enviaran, todo saldría dos veces.',
  'reason.stopped': 'Se detuvo en la máquina, o es una demostración. Lo planeado se conserva.',
}
