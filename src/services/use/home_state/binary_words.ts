/** What on and off are called, by device class: Home Assistant's own words. */
const WORDS: { readonly [deviceClass: string]: readonly [on: string, off: string] } = {
  battery: ['low', 'normal'],
  battery_charging: ['charging', 'not charging'],
  carbon_monoxide: ['detected', 'clear'],
  cold: ['cold', 'normal'],
  connectivity: ['connected', 'disconnected'],
  door: ['open', 'closed'],
  garage_door: ['open', 'closed'],
  gas: ['detected', 'clear'],
  heat: ['hot', 'normal'],
  light: ['light', 'no light'],
  lock: ['unlocked', 'locked'],
  moisture: ['wet', 'dry'],
  motion: ['detected', 'clear'],
  moving: ['moving', 'not moving'],
  occupancy: ['occupied', 'clear'],
  opening: ['open', 'closed'],
  plug: ['plugged in', 'unplugged'],
  power: ['powered', 'without power'],
  presence: ['home', 'away'],
  problem: ['reporting a problem', 'fine'],
  running: ['running', 'not running'],
  safety: ['unsafe', 'safe'],
  smoke: ['detected', 'clear'],
  sound: ['detected', 'clear'],
  tamper: ['detected', 'clear'],
  update: ['in need of an update', 'up to date'],
  vibration: ['detected', 'clear'],
  window: ['open', 'closed'],
};

export function binaryWords(deviceClass: string | undefined): readonly [on: string, off: string] {
  return (deviceClass === undefined ? undefined : WORDS[deviceClass]) ?? ['on', 'off'];
}

/** Whether the words are of what is noticed (`motion is detected`), not of the sensor. */
export function isDetection(deviceClass: string | undefined): boolean {
  return binaryWords(deviceClass)[0] === 'detected';
}
