import type { Spanish } from './spanish.ts'

export const leaving: Spanish = {
  'leaving.ask': '¿Quitar para siempre el nombre y la dirección de {name}?',
  'leaving.askOwn': '¿Quitar para siempre nombre y dirección propios?',
  'leaving.noWayBack': 'Nadie puede deshacerlo. Con otra invitación se empieza de nuevo.',
  'leaving.noWayBackOwn': 'Nadie puede deshacerlo. Con otra invitación todo empieza de nuevo.',
  'leaving.goes': 'Se va para siempre',
  'leaving.goesName': 'El nombre {name}: en su lugar dice «Alguien que trabajó aquí», también en lo ya hecho',
  'leaving.goesEmail': 'La dirección {email}, también en invitaciones y donde llegaron cartas',
  'leaving.goesSignIn':
    'Toda forma de iniciar sesión: contraseña, llaves de acceso, segundo paso, códigos de recuperación',
  'leaving.goesSessions': {
    one: '{count} sesión abierta, con el nombre de su dispositivo',
    other: '{count} sesiones abiertas, con los nombres de sus dispositivos',
  },
  'leaving.goesKey': 'La clave de API «{name}»: lo que la usa se detiene',
  'leaving.goesLinks': 'Invitaciones a esta persona y de ella, y enlaces enviados por correo',
  'leaving.stays': 'Se queda',
  'leaving.staysPosts': {
    one: '{count} publicación, y que alguien la escribió',
    other: '{count} publicaciones, y que alguien las escribió',
  },
  'leaving.staysLog': 'El registro: qué se hizo y cuándo, sin el nombre. Dice quién hizo esto.',
  'leaving.staysLogOwn': 'El registro: qué se hizo y cuándo, sin nombre',
  'leaving.staysWords': 'Lo que alguien escribió, también donde nombra a esta persona',
  'leaving.staysChannel':
    'El acceso de {channel}, que abrió esta persona: vale hasta que alguien inicie sesión de nuevo',
  'leaving.backups':
    'Las copias de seguridad de antes guardan el nombre hasta que se borren. Quien mantiene este sistema sabe cuándo.',
  'leaving.do': 'Quitar para siempre',
  'leaving.done': 'Nombre y dirección están quitados',
  'leaving.own': 'Nombre y dirección propios',
  'leaving.ownText':
    'Quien se fue para siempre puede quitar aquí su nombre, su dirección y toda forma de iniciar sesión.',
  'leaving.ownDo': 'Quitarlos para siempre',
}
