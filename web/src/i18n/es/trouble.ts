import type { Spanish } from './spanish.ts'

type ServersOwn = `trouble.${string}` | `field.${string}`
/**
 * What the server refuses, by its kinds and by the codes of its fields (`app/problem.ts`). It says each in English, more
 * exactly than its kind can: where the kind alone leaves open what to do, its own words stand beside.
 */
export const trouble: Spanish & { readonly [key in ServersOwn]?: string } = {
  'trouble.bad-input': 'Algo de lo enviado no es correcto. El servidor dice, en inglés: «{detail}»',
  'trouble.not-allowed': 'Esto no está permitido. El servidor dice, en inglés: «{detail}»',
  'trouble.not-found': 'No se encontró en esta biblioteca.',
  'trouble.conflict': 'No encaja con cómo están las cosas ahora. El servidor dice, en inglés: «{detail}»',
  'trouble.too-large': 'Es demasiado grande. El servidor dice, en inglés: «{detail}»',
  'trouble.unsupported-type': 'Este tipo de archivo no se admite. El servidor dice, en inglés: «{detail}»',
  'trouble.too-many': 'Demasiadas peticiones. Volver a intentarlo dentro de un rato.',
  'trouble.network-trouble': 'La red no estuvo de acuerdo. El servidor dice, en inglés: «{detail}»',
  'trouble.unavailable': 'No está disponible en este momento. El servidor dice, en inglés: «{detail}»',

  'field.missing': 'Esto hace falta.',
  'field.too-small': 'Es demasiado corto o demasiado pequeño.',
  'field.too-big': 'Es demasiado largo o demasiado grande.',
  'field.too-long': 'Es demasiado largo.',
  'field.too-easy': 'Es demasiado fácil de adivinar.',
  'field.too-many': 'Son demasiados.',
  'field.taken': 'Ya está en uso.',
  'field.reserved': 'Este nombre está reservado.',
  'field.same': 'Es lo mismo que antes.',
  'field.past': 'Esto ya pasó.',
  'field.not-found': 'No se encontró aquí.',
  'field.unknown': 'Aquí no se conoce.',
  'field.unknown-zone': 'Esta zona horaria no se conoce.',
  'field.ends-before-start': 'Termina antes de empezar.',
  'field.overlaps': 'Se cruza con otro.',
  'field.too-large': 'Es demasiado grande. Pedir uno con menos contenido.',
  'field.private-address':
    'Esta dirección lleva a una red privada, adonde no vamos. Exportar allí un archivo y añadirlo.',
  'field.no-such-host': 'Nadie responde con este nombre. Revisar si la dirección está bien escrita.',
  'field.no-answer': 'La otra parte no respondió a tiempo. Lo ya añadido se vuelve a intentar solo.',
  'field.turns': 'La dirección lleva de una a otra sin fin. Abrirla en el navegador y copiar donde termina.',
  'field.no-calendar':
    'No es un calendario que se pueda leer. Buscar un enlace llamado iCal, ICS o «suscribirse»; su archivo termina en .ics.',
  'field.address-lost': 'La dirección se cerró con una llave que ya no está aquí. Añadir otra vez el calendario.',
  'field.unforeseen': 'Algo falló de nuestro lado. Se vuelve a intentar solo; el registro del servidor dice más.',
  'field.status': 'La otra parte respondió con un error, o ya no hay nada en esta dirección.',
  'field.other': 'Esto no es correcto. El servidor dice, en inglés: «{message}»',
}
