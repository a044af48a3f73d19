import type { Words } from './en.ts'

/**
 * Spanish, in the way of the rooms (`web/src/i18n/es`): neither tú nor usted. A moment may end with a full stop of its own
 * (`9:00 a.m.`): a sentence that ends with one has none.
 */
export const es: Words = {
  'notice.delivery.refused.subject': '{network} no aceptó «{title}»',
  'notice.delivery.refused.what': '{network} rechazó publicar «{title}» en {channel}. Le tocaba: {due}',
  'notice.delivery.refused.kept':
    'Allí no hay nada público. El texto y las imágenes se conservan como estaban, y a los demás canales no les afecta.',
  'notice.delivery.refused.todo':
    'Abrir la publicación, cambiar lo que {network} objeta y enviarla otra vez; o cancelarla para este canal.',

  'notice.delivery.unknown.subject': '¿Salió «{title}» en {channel}? Hay que mirarlo',
  'notice.delivery.unknown.what':
    'Enviamos «{title}» a {network}, pero no llegó una respuesta clara, y {network} no dice si está publicado. Le tocaba: {due}',
  'notice.delivery.unknown.kept':
    'No lo enviamos otra vez por nuestra cuenta, para que no aparezca dos veces. Las publicaciones posteriores de este canal siguen.',
  'notice.delivery.unknown.todo':
    'Mirar {channel} en {network}. Después decir en Shelftalker «Está allí», con su dirección, o «No está allí»; entonces se puede enviar otra vez.',

  'notice.delivery.held.subject': '«{title}» no salió en {channel} y espera',
  'notice.delivery.held.what': '«{title}» no se envió a {channel}. Le tocaba: {due}',
  'notice.delivery.held.kept': 'Se conserva como estaba y no sale por sí solo, porque puede que ya no venga al caso.',
  'notice.delivery.held.todo': 'Elegir otra hora, publicarlo ahora o cancelarlo.',

  'notice.delivery.partly.subject': 'Solo una parte de «{title}» está publicada en {channel}',
  'notice.delivery.partly.what':
    'El hilo «{title}» se detuvo en la parte {part} de {parts} en {channel}. Lo anterior es público.',
  'notice.delivery.partly.kept': 'Las partes que faltan se conservan y no salen por sí solas.',
  'notice.delivery.partly.todo': 'Seguir con el hilo, dejarlo así o retirar lo publicado.',

  'notice.delivery.lost.subject': '«{title}» ya no está en {channel}',
  'notice.delivery.lost.what':
    '«{title}» salió en {network}, y una hora después ya no está allí. Puede que alguien lo haya retirado en {channel} mismo, o que lo hiciera {network}.',
  'notice.delivery.lost.kept': 'El texto y las imágenes se conservan. Nada se envía otra vez por sí solo.',
  'notice.delivery.lost.todo':
    'Mirar {channel} en {network}. Si debería estar allí, abrir la publicación y enviarla otra vez.',

  'notice.delivery.doubled.subject': '«{title}» está dos veces en {channel}',
  'notice.delivery.doubled.what':
    'Una hora después de salir «{title}» hay en {channel} una segunda publicación con las mismas palabras. Enviamos una; la otra puede haberse hecho en {network} mismo.',
  'notice.delivery.doubled.kept': 'Las dos siguen como están; no se retiró nada.',
  'notice.delivery.doubled.todo': 'Mirar las dos en {network} y retirar la que sobra.',

  'notice.delivery.waiting-for-sign-in.subject':
    '{channel} pide iniciar sesión de nuevo antes de que pueda salir «{title}»',
  'notice.delivery.waiting-for-sign-in.what':
    '{network} ya no acepta nuestro acceso a {channel}. A «{title}» le toca salir: {due}',
  'notice.delivery.waiting-for-sign-in.kept':
    'Todo lo planeado sigue planeado. Si el inicio de sesión llega después de la hora prevista, se pide otra.',
  'notice.delivery.waiting-for-sign-in.todo': 'Abrir el canal e iniciar sesión otra vez en {network}.',

  'notice.delivery.waiting-for-person.subject': 'Es hora de publicar «{title}» en {channel}',
  'notice.delivery.waiting-for-person.what':
    'A «{title}» le toca salir en {channel} ({network}), donde se publica a mano.',
  'notice.delivery.waiting-for-person.kept':
    'El texto, las imágenes, sus descripciones y el enlace están listos para copiar.',
  'notice.delivery.waiting-for-person.todo':
    'Abrirlo, decir «Lo publico yo», publicarlo en {network} y volver con su dirección.',

  'notice.channel.sign-in-again.subject': '{channel} pide iniciar sesión de nuevo',
  'notice.channel.sign-in-again.what': '{network} ya no acepta nuestro acceso a {channel}.',
  'notice.channel.sign-in-again.kept':
    'No se pierde nada: lo planeado para este canal espera, y los demás canales siguen.',
  'notice.channel.sign-in-again.todo': 'Abrir el canal e iniciar sesión otra vez en {network}.',

  'notice.channel.connected-by-leaver.subject': 'Iniciar sesión de nuevo para {channel}: {who} se fue',
  'notice.channel.connected-by-leaver.what':
    '{who} ya no pertenece a {library}, y {channel} sale con el acceso que {who} abrió en {network}.',
  'notice.channel.connected-by-leaver.kept':
    'Lo planeado sigue. Pero quien abrió un acceso puede terminarlo en {network} en cualquier momento, y puede que conozca su contraseña.',
  'notice.channel.connected-by-leaver.todo':
    'Abrir el canal e iniciar sesión en {network} con el acceso propio de la biblioteca. Cambiar allí también la contraseña.',

  'notice.administrator.named.subject': '{title} pasa a administrar {library}',
  'notice.administrator.named.what':
    'Quien mantiene este sistema nombró a {title} para administrar {library}. Es el camino de vuelta para una biblioteca de la que se fue quien la administraba.',
  'notice.administrator.named.kept': 'Las funciones de todos están como estaban, y el registro dice quién lo hizo.',
  'notice.administrator.named.todo':
    'Si nadie había avisado de esto, preguntar a quien mantiene el sistema; hasta que se use, la invitación se puede retirar en Personas.',

  'notice.sending.held.subject': 'Nada sale para {library} hasta que alguien lo permita',
  'notice.sending.held.what':
    'Desde {due} este sistema no envía nada, en ningún canal de {library} ni de las demás bibliotecas a las que sirve.',
  'notice.sending.held.kept':
    'Todo lo planeado se conserva. Lo que vence mientras tanto se busca o se retiene, y pregunta antes de salir.',
  'notice.sending.held.todo':
    'Quien mantiene este sistema mira el motivo y después permite enviar otra vez: en los ajustes, en «Para quien mantiene el sistema». Quien no lo mantenga puede avisarle.',

  'notice.closing.declared.subject': '{who} lo anunció a todos: {title}',
  'notice.closing.declared.what':
    '{who} anunció al público un cierre o una apertura con retraso, en todos los canales y como aviso en el Bulletin: «{title}» Pasó por encima de la pausa y la aprobación.',
  'notice.closing.declared.kept':
    'Las publicaciones que por ello dejan de ser ciertas quedan retenidas y no salen por sí solas: {held}. Todo lo demás sigue como estaba planeado.',
  'notice.closing.declared.todo': 'Abrirlo para ver adónde fue, dar otra hora a lo retenido o abrir otra vez.',

  'reason.closing': 'El motivo: por un cierre dejó de ser cierto.',
  'reason.too-late': 'El motivo: no se pudo enviar a tiempo.',
  'reason.no-use-after': 'El motivo: llegó el momento después del cual ya no sirve.',
  'reason.paused': 'El motivo: todo el envío de la biblioteca estaba en pausa.',
  'reason.channel-paused': 'El motivo: el canal estaba en pausa.',
  'reason.channel-not-active': 'El motivo: el canal no está activo.',
  'reason.sign-in': 'El motivo: nadie tenía una sesión abierta en la red.',
  'reason.not-connected': 'El motivo: el canal no está conectado a ninguna cuenta.',
  'reason.approval': 'El motivo: no se aprobó.',
  'reason.restored':
    'El motivo: este sistema se recuperó o se copió, así que puede que ya haya salido. Mirar primero el canal.',
  'reason.copied': 'El motivo: esto parece una copia de un sistema que quizá siga funcionando; enviarían los dos.',
  'reason.clock-jumped': 'El motivo: el reloj de la máquina dio un salto, así que no se sabe qué toca ahora.',
  'reason.not-out': 'El motivo: alguien miró y no lo encontró allí.',
  'reason.other': 'El motivo que se dio: {reason}',

  'invitation.subject': '{library} invita a entrar en Shelftalker',
  'invitation.hello': 'Hola, {name}:',
  'invitation.helloNobody': 'Hola:',
  'invitation.whatBy':
    '{by} invita a escribir y planear con {library} en sus canales de redes sociales. Basta abrir este enlace y elegir una contraseña. No hay nada que instalar:',
  'invitation.what':
    '{library} invita a escribir y planear en sus canales de redes sociales. Basta abrir este enlace y elegir una contraseña. No hay nada que instalar:',
  'invitation.until': 'Si caduca, se puede pedir otro. El enlace vale una vez, hasta: {until}',
  'invitation.notYou': '¿No se esperaba esta carta? Entonces no hay que hacer nada: sin el enlace no pasa nada.',

  'reset.subject': 'Elegir una contraseña nueva para Shelftalker',
  'reset.what': 'Alguien pidió una contraseña nueva para este correo. Si fue quien lee esto, abrir este enlace:',
  'reset.until': 'Vale una vez, durante {minutes} minutos. La contraseña anterior vale hasta entonces.',
  'reset.notYou': '¿Fue otra persona? Entonces no hay que hacer nada; nada ha cambiado.',

  'newEmail.subject': 'Confirmar la dirección nueva para Shelftalker',
  'newEmail.what':
    '{name} pidió iniciar sesión en Shelftalker con esta dirección desde ahora. Si es quien lee esto, abrir este enlace:',
  'newEmail.until': 'Vale una vez, durante {hours} horas. Hasta entonces no cambia nada.',
  'newEmail.notYou': '¿Es otra persona? Entonces no hay que hacer nada: sin el enlace no pasa nada.',
  'newEmail.askedSubject': 'Se pidió otra dirección para la cuenta de Shelftalker',
  'newEmail.asked':
    'Alguien con una sesión abierta en esta cuenta pidió iniciar sesión desde ahora con {email}. Todavía no ha cambiado nada: antes hay que abrir un enlace en ese buzón.',
  'newEmail.askedNotYou':
    '¿Fue otra persona? Iniciar sesión y elegir una contraseña nueva: con eso queda anulado. Avisar a quien administra la biblioteca.',
  'newEmail.doneSubject': 'La dirección para Shelftalker ha cambiado',
  'newEmail.done':
    'Desde ahora se inicia sesión en Shelftalker con {email}, y las cartas llegan allí. Esta es la última que llega aquí.',
  'newEmail.doneNotYou': '¿Fue otra persona? Avisar enseguida a quien administra la biblioteca.',

  'signIn.subject': 'Ha cambiado cómo se inicia sesión en Shelftalker',
  'signIn.passkeyAdded': 'Se añadió una llave de acceso a esta cuenta: {name}. Con ella se puede entrar en la cuenta.',
  'signIn.passkeyRemoved': 'Se quitó una llave de acceso de esta cuenta: {name}. Ya no deja entrar.',
  'signIn.passkeyCopied':
    'Alguien intentó entrar con la llave de acceso «{name}», y se rechazó: parece que existe dos veces. Quitarla en Ajustes, Cómo se inicia sesión, y añadir una nueva.',
  'signIn.stepOn': 'El segundo paso está activado: después de la contraseña se pide un código.',
  'signIn.stepOff': 'El segundo paso está desactivado: desde ahora basta la contraseña para entrar.',
  'signIn.passwordSubject': 'La contraseña de Shelftalker ha cambiado',
  'signIn.passwordByLink':
    'Se eligió una contraseña nueva con un enlace que enviamos a esta dirección. Se cerraron todas las sesiones de la cuenta.',
  'signIn.password': 'La contraseña ha cambiado. Se cerraron todas las demás sesiones de la cuenta.',
  'signIn.code':
    'Se usó un código de recuperación para entrar en esta cuenta. Ese ya no vale; los demás siguen valiendo.',
  'signIn.notYou':
    '¿Fue otra persona? Elegir enseguida una contraseña nueva y avisar a quien administra la biblioteca.',

  'person.former': 'Alguien que trabajó aquí',
  'person.formerKey': 'Clave …{hint} de alguien que trabajó aquí',
  'forgotten.subject': 'El nombre y la dirección ya no están en Shelftalker',
  'forgotten.what':
    'El nombre, esta dirección y todas las formas de iniciar sesión se quitaron para siempre. Lo escrito y hecho para la biblioteca se queda, sin el nombre.',
  'forgotten.backups':
    'Las copias guardadas antes pueden contenerlos hasta que se borren. Quien mantiene el sistema puede decir cuándo.',
  'forgotten.last': 'Esta es la última carta a esta dirección. Una invitación nueva sería empezar de nuevo.',

  'letter.link': 'Abrirlo: {link}',
  'letter.no-link': 'Para hacerlo, iniciar sesión en Shelftalker.',
  'letter.library': 'Biblioteca: {library}',
  'letter.why.author': 'Esta carta llega porque la publicación es de quien la recibe.',
  'letter.why.manager': 'Esta carta llega a quienes cuidan los canales de esta biblioteca.',
  'letter.why.role-address': 'Esta carta va a la dirección indicada para el canal {channel}.',
}
