import type { Spanish } from './spanish.ts'

/** What the server's checks say, by their own keys. */
export const checks: Spanish = {
  'checks.altText.fine': 'Todas las imágenes tienen descripción.',
  'checks.altText.missing':
    'La imagen {number} no tiene texto alternativo. Decir qué muestra, o marcarla como decorativa.',
  'checks.altText.fileName':
    'El texto alternativo de la imagen {number} parece un nombre de archivo. Decir qué muestra la imagen.',
  'checks.hashtagCase.fine': 'Las etiquetas se pueden leer palabra por palabra.',
  'checks.hashtagCase.words':
    'Empezar cada palabra de {tag} con mayúscula, para que el lector de pantalla diga las palabras: {better}.',
  'checks.hashtagCase.long': 'Si {tag} es más de una palabra, empezar cada palabra con mayúscula.',
  'checks.allCaps.fine': 'No hay palabras solo en mayúsculas.',
  'checks.allCaps.words':
    'Las palabras solo en mayúsculas cuestan de leer, y algunos lectores de pantalla las deletrean.',
  'checks.fancyLetters.fine': 'Todas las letras son letras corrientes.',
  'checks.fancyLetters.symbols':
    'Estos {count} caracteres parecen letras pero son símbolos. Los lectores de pantalla nombran cada uno o lo omiten.',
  'checks.plain.sentence': '«{begin} …» tiene {count} palabras en una frase; hasta {max} se siguen bien.',
  'checks.plain.word': '«{better}» dice lo mismo que «{word}», y lo entiende más gente.',
  'checks.plain.grade': 'Se lee como el grado {grade}; la mayoría lee con soltura hasta el grado {max}.',
  'checks.plain.fine': 'Se lee como el grado {grade}.',
  'checks.privateNumbers.fine': 'Nada parece un número de tarjeta o de identidad.',
  'checks.privateNumbers.libraryCard': 'Esto parece el número de un carné de biblioteca ({digits} cifras).',
  'checks.privateNumbers.payment': 'Esto parece el número de una tarjeta de pago ({digits} cifras).',
  'checks.privateNumbers.socialSecurity': 'Esto parece un número del Seguro Social.',
  'checks.channels.none': 'Elegir un canal; si no, esto no va a ninguna parte.',
  'checks.nothing': 'Todavía no hay nada que decir: escribir algo o añadir una imagen.',
  'checks.language.empty': 'Faltan en {channel} las palabras en {language}. Escribirlas, o dejar fuera ese idioma.',
  'checks.length.over': '{count} de {max} en {channel}: sobran {over}.',
  'checks.length.bytes': '{bytes} de {max} bytes en {channel}; las letras no latinas y los emojis ocupan varios.',
  'checks.length.part': 'La parte {number} tiene {count} de {max} en {channel}; un enlace no se puede cortar.',
  'checks.thread.proposed':
    'Demasiado largo para una sola publicación en {channel}: sale en {parts} partes. Se pueden poner cortes con una línea de ---.',
  'checks.thread.none': '{channel} no tiene hilos; los cortes pasan a ser párrafos.',
  'checks.media.many': '{channel} admite {max} imágenes; aquí hay {count}.',
  'checks.media.required': '{channel} necesita una imagen.',
  'checks.media.altLong':
    'El texto alternativo de la imagen {number} tiene {count} caracteres; {channel} admite {max}.',
  'checks.media.useUntil': 'La imagen {number} no se puede usar después de: {until}.',
  'checks.channel.notActive': '{channel} no está activo.',
  'checks.channel.notConnected': '{channel} no está conectado.',
  'checks.channel.signIn': '{channel} pide iniciar sesión otra vez.',
  'checks.channel.unreachable': 'La última vez no se pudo llegar a {channel}.',
  'checks.channel.paused': '{channel} está en pausa: {reason}',
  'checks.options.warning': '{channel} no tiene advertencias de contenido; sale sin ella.',
  'checks.options.visibility': '{channel} muestra todo a todo el mundo.',
  'checks.options.gates': '{channel} no puede limitar quién responde o cita; sale abierto a todo el mundo.',
  'checks.poll.none':
    '{channel} no tiene encuestas: solo salen las palabras. Preguntar de modo que también se pueda responder con palabras.',
  'checks.poll.pictures': '{channel} admite una encuesta o imágenes, no ambas.',
  'checks.poll.few': 'Una encuesta en {channel} necesita al menos dos respuestas.',
  'checks.poll.many': 'Una encuesta en {channel} admite {max} respuestas; aquí hay {count}.',
  'checks.poll.empty': 'La respuesta {number} está vacía.',
  'checks.poll.twice': 'La respuesta {number} está dos veces.',
  'checks.poll.long': 'La respuesta {number} tiene {count} caracteres; {channel} admite {max}.',
  'checks.poll.time': 'Una encuesta en {channel} dura de {least} a {most} minutos.',
  'checks.planned.past': 'La hora prevista ya pasó.',
  'checks.planned.skipped': 'Los relojes se saltan esa hora; sale a esta: {time}',
  'checks.planned.twice': 'Los relojes muestran esa hora dos veces esa noche; vale la primera.',
  'checks.noUseAfter': 'No se puede usar después de {until}, y saldría más tarde.',
  'checks.link.status': '{link} responde {status}: ¿sigue siendo correcto?',
  'checks.link.private': '{link} es una dirección privada que el público no puede abrir.',
  'checks.link.noHost': 'No se encontró {link}: no existe ese servidor.',
  'checks.link.silent': '{link} no respondió.',
  'checks.link.turns': '{link} lleva de una dirección a otra sin fin.',
}
