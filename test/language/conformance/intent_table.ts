/** A sentence of a combination of slots: what is said, where, and slots (those of the combination must be there, others may not). */
export interface Said {
  readonly intent: string;
  readonly combination: string;
  readonly text: string;
  /** Where it is said. */
  readonly area?: string;
  /** Slots that it must have. */
  readonly slots: readonly string[];
}

type Row = readonly [combination: string, slots: string, text: string, area?: string];

/** Every intent that Home Assistant has built in, with the combinations of slots that it lists for each. */
const DEVICES: Readonly<Record<string, readonly Row[]>> = {
  HassTurnOn: [
    ['domain_only', 'domain area', 'turn on the lights in here', 'Office'],
    ['name_only', 'name', 'turn on the desk lamp'],
    ['area_domain', 'area domain', 'turn on the lights in the kitchen'],
    ['floor_domain', 'floor domain', 'turn on the lights on the first floor'],
    ['device_class_cover', 'device_class area', 'open the blinds in here', 'Bedroom'],
    ['name_area', 'name', 'turn on the counter strip in the kitchen'],
    ['name_floor', 'name', 'turn on the desk lamp in the attic'],
    ['name_script', 'name', 'run the party time script'],
    ['name_scene', 'name', 'activate the mood lighting scene'],
    ['area_device_class_cover', 'area device_class', 'open the curtains in the living room'],
    ['floor_device_class_cover', 'floor device_class', 'open the blinds on the first floor'],
  ],
  HassTurnOff: [
    ['domain_only', 'domain area', 'turn off the lights in here', 'Office'],
    ['name_only', 'name', 'turn off the hallway light'],
    ['area_domain', 'area domain', 'turn off the lights in the living room'],
    ['floor_domain', 'floor domain', 'turn off the lights downstairs'],
    ['device_class_cover', 'device_class area', 'close the blinds in here', 'Office'],
    ['name_area', 'name', 'turn off the desk lamp in the office'],
    ['name_floor', 'name', 'turn off the desk lamp in the attic'],
    ['area_device_class_cover', 'area device_class', 'close the curtains in the living room'],
    ['floor_device_class_cover', 'floor device_class', 'close the blinds in the attic'],
    ['domain_all', 'domain', 'turn off all the lights in the house'],
  ],
  HassGetState: [
    ['name_only', 'name', 'what is the outdoor temperature'],
    ['name_state', 'name state', 'is the front door locked'],
    ['name_state_area', 'name state', 'is the desk lamp on in the office'],
    ['name_state_floor', 'name state', 'is the desk lamp in the attic on'],
    ['name_where', 'name', 'where is Ada'],
    ['name_zone', 'name state', 'is Ada at home'],
    ['domain_state', 'domain state', 'are any lights on'],
    ['domain_state_area', 'area domain state', 'are any lights on in the living room'],
    ['domain_state_floor', 'floor domain state', 'are all lights off on the first floor'],
    ['device_class_state', 'device_class state', 'are any windows open'],
    ['device_class_state_area', 'area device_class state', 'are any windows open in the kitchen'],
    ['device_class_state_floor', 'floor device_class state', 'are any windows open on the first floor'],
  ],
  HassSetPosition: [
    ['name_only', 'name position', 'set the office blinds to 50%'],
    ['device_class', 'device_class area position', 'set the blinds to 50%', 'Office'],
    ['area_device_class', 'area device_class position', 'open the curtains in the living room to 40 percent'],
    ['name_area', 'name position', 'set the awning in the garden to 30%'],
    ['name_floor', 'name position', 'set the office blinds in the attic to 50%'],
    ['floor_device_class', 'floor device_class position', 'set the blinds on the first floor to 20%'],
  ],
  HassLightSet: [
    ['name_brightness', 'name brightness', 'set the desk lamp to 50%'],
    ['name_color', 'name color', 'make the desk lamp red'],
    ['name_temperature', 'name temperature', 'set the desk lamp to 3000 kelvin'],
    ['brightness_only', 'brightness area', 'set the brightness to 40 percent', 'Office'],
    ['area_brightness', 'brightness area', 'set the kitchen lights to 30%'],
    ['floor_brightness', 'brightness floor', 'set the brightness on the first floor to 30%'],
    ['color_only', 'color area', 'set the lights to blue', 'Living Room'],
    ['area_color', 'color area', 'make the living room lights green'],
    ['floor_color', 'color floor', 'set the lights on the ground floor to red'],
    ['temperature_only', 'temperature area', 'set the lights to warm white', 'Office'],
    ['area_temperature', 'temperature area', 'set the living room lights to 4000 kelvin'],
    ['floor_temperature', 'temperature floor', 'set the lights on the first floor to 3000 kelvin'],
  ],
  HassClimateSetTemperature: [
    ['temperature_only', 'temperature area', 'set the temperature to 21 degrees', 'Living Room'],
    ['name_temperature', 'name temperature', 'set the bedroom radiator to 19 degrees'],
    ['area_temperature', 'area temperature', 'set the temperature in the bathroom to 22 degrees'],
    ['floor_temperature', 'floor temperature', 'set the temperature on the first floor to 20 degrees'],
  ],
  HassClimateGetTemperature: [
    ['default', 'area', 'what is the temperature', 'Living Room'],
    ['name_only', 'name', 'what is the temperature of the bedroom radiator'],
    ['area_only', 'area', 'how warm is it in the bedroom'],
    ['floor_only', 'floor', 'what is the temperature on the first floor'],
  ],
  HassFanSetSpeed: [
    ['default', 'percentage area', 'set the fan speed to 40%', 'Living Room'],
    ['name_only', 'name percentage', 'set the ceiling fan to 60 percent'],
    ['area_only', 'area percentage', 'set the fan speed in the bathroom to 50%'],
    ['floor_only', 'floor percentage', 'set the fan speed on the first floor to 50%'],
  ],
  HassVacuumStart: [
    ['name_only', 'name', 'start Dusty'],
    ['area_only', 'area', 'start the hallway vacuum'],
    ['floor_only', 'floor', 'start the vacuum on the ground floor'],
  ],
  HassVacuumReturnToBase: [
    ['name_only', 'name', 'send Dusty home'],
    ['area_only', 'area', 'return the vacuum in the hallway to its base'],
  ],
  HassVacuumCleanArea: [
    ['context_area', 'area', 'vacuum here', 'Kitchen'],
    ['area_only', 'area', 'vacuum the kitchen'],
    ['name_area', 'name area', 'use Dusty to clean the kitchen'],
  ],
  HassLawnMowerStartMowing: [
    ['default', '', 'mow the lawn'],
    ['name_only', 'name', 'start Clip'],
  ],
  HassLawnMowerDock: [
    ['default', '', 'stop mowing the lawn'],
    ['name_only', 'name', 'send Clip home'],
  ],
  HassMediaPause: [
    ['default', 'area', 'pause', 'Kitchen'],
    ['name_only', 'name', 'pause the kitchen radio'],
    ['area_only', 'area', 'pause the music in the kitchen'],
  ],
  HassMediaUnpause: [
    ['default', 'area', 'resume', 'Kitchen'],
    ['name_only', 'name', 'resume the kitchen radio'],
    ['area_only', 'area', 'resume the music in the kitchen'],
  ],
  HassMediaNext: [
    ['default', 'area', 'next song', 'Kitchen'],
    ['name_only', 'name', 'next track on the kitchen radio'],
    ['area_only', 'area', 'skip the song in the kitchen'],
  ],
  HassMediaPrevious: [
    ['default', 'area', 'previous song', 'Kitchen'],
    ['name_only', 'name', 'previous track on the kitchen radio'],
    ['area_only', 'area', 'previous song in the kitchen'],
  ],
  HassSetVolume: [
    ['default', 'volume_level area', 'set the volume to 40%', 'Kitchen'],
    ['name_only', 'name volume_level', 'set the TV volume to 20 percent'],
    ['area_only', 'area volume_level', 'set the volume in the bedroom to 30%'],
  ],
  HassMediaPlayerMute: [
    ['default', 'area', 'mute', 'Kitchen'],
    ['name_only', 'name', 'mute the TV'],
  ],
  HassMediaPlayerUnmute: [
    ['default', 'area', 'unmute', 'Kitchen'],
    ['name_only', 'name', 'unmute the TV'],
  ],
  HassSetVolumeRelative: [
    ['default', 'volume_step area', 'turn it up', 'Kitchen'],
    ['name_only', 'name volume_step', 'turn up the TV'],
    ['area_only', 'area volume_step', 'turn the volume up in the kitchen'],
    ['floor_only', 'floor volume_step', 'turn the volume down on the first floor'],
  ],
  HassMediaSearchAndPlay: [
    ['default', 'search_query area', 'play some jazz', 'Kitchen'],
    ['name_only', 'name search_query', 'play some jazz on the kitchen radio'],
    ['area_only', 'area search_query', 'play some jazz in the kitchen'],
    ['name_area', 'name search_query', 'play some jazz on the kitchen radio in the kitchen'],
    ['media_class_only', 'search_query media_class area', 'play the album Blue Train', 'Kitchen'],
    ['name_media_class', 'name search_query media_class', 'play the album Blue Train on the TV'],
    ['area_media_class', 'area search_query media_class', 'play the album Blue Train in the kitchen'],
    [
      'name_area_media_class',
      'name search_query media_class',
      'play the album Blue Train on the TV in the living room',
    ],
  ],
};

const OTHERS: Readonly<Record<string, readonly Row[]>> = {
  HassNevermind: [['default', '', 'never mind']],
  HassRespond: [['default', '', 'hello']],
  HassBroadcast: [['message_only', 'message', 'broadcast that dinner is ready']],
  HassGetCurrentDate: [['default', '', 'what is the date']],
  HassGetCurrentTime: [['default', '', 'what time is it']],
  HassShoppingListAddItem: [['item_only', 'item', 'buy some milk']],
  HassShoppingListCompleteItem: [['item_only', 'item', 'check off apples']],
  HassListAddItem: [['name_item', 'name item', 'add call the plumber to my to-do list']],
  HassListCompleteItem: [['name_item', 'name item', 'check off call the plumber on my to-do list']],
  HassListRemoveItem: [['name_item', 'name item', 'remove call the plumber from my to-do list']],
  HassGetWeather: [
    ['default', '', "what's the weather"],
    ['name_only', 'name', 'how is the home weather'],
  ],
};

const UNITS = ['hours', 'minutes', 'seconds'];
const LENGTHS: readonly (readonly string[])[] = [
  ...UNITS.map((unit) => [unit]),
  ...[UNITS.slice(0, 2), ['hours', 'seconds'], UNITS.slice(1), UNITS],
];

function spoken(units: readonly string[]): string {
  return units.map((unit, at) => `${2 + 3 * at} ${unit}`).join(' and ');
}

/** Timers, whose combinations are what they are called by, with each length. */
function timers(): Record<string, Row[]> {
  const rows = (
    prefix: string,
    slot: string,
    say: (length: string) => string,
    lengths: readonly (readonly string[])[],
  ): Row[] =>
    lengths.map((units) => [
      `${prefix}${units.join('_')}${prefix === '' && units.length === 1 ? '_only' : ''}`,
      `${slot} ${units.join(' ')}`,
      say(spoken(units)),
    ]);
  const start = [
    ...rows('', '', (length) => `set a timer for ${length}`, LENGTHS),
    ...rows('name_', 'name', (length) => `set a ${length} timer named pizza`, LENGTHS),
    ...rows('command_', 'conversation_command', (length) => `turn off the lights in the kitchen in ${length}`, LENGTHS),
  ];
  const changed = (verb: string, to: string): Row[] => {
    const change = (length: string): string => `${verb} ${length} ${to}`;
    const named = LENGTHS.filter((units) => units.length === 1 || (units.length === 2 && units[0] === 'hours'));
    return [
      ...rows('', '', (length) => `${change(length)} my timer`, LENGTHS.slice(0, 6)),
      ...rows('name_', 'name', (length) => `${change(length)} the pizza timer`, named),
      ...rows('area_', 'area', (length) => `${change(length)} the kitchen timer`, LENGTHS.slice(0, 6)),
      ...UNITS.flatMap((by) =>
        UNITS.map(
          (unit): Row => [
            `${by}_start_${unit}`,
            `${by} start_${unit}`,
            `${change(`2 ${by}`)} my 15 ${unit.slice(0, -1)} timer`,
          ],
        ),
      ),
    ];
  };
  const which = (verb: string, ending = ''): Row[] => [
    ['default', '', `${verb} my timer${ending}`],
    ['name_only', 'name', `${verb} the pizza timer${ending}`],
    ['area_only', 'area', `${verb} the kitchen timer${ending}`],
    ...UNITS.map((unit): Row => [`${unit}_only`, `start_${unit}`, `${verb} my 15 ${unit.slice(0, -1)} timer${ending}`]),
  ];
  return {
    HassStartTimer: start,
    HassIncreaseTimer: changed('add', 'to'),
    HassDecreaseTimer: changed('take', 'off'),
    HassCancelTimer: which('cancel'),
    HassPauseTimer: which('pause'),
    HassUnpauseTimer: which('resume'),
    HassTimerStatus: which('how much time is left on'),
    HassCancelAllTimers: [
      ['default', '', 'cancel all timers'],
      ['area_only', 'area', 'cancel all timers in the kitchen'],
    ],
  };
}

function said(table: Readonly<Record<string, readonly Row[]>>): Said[] {
  return Object.entries(table).flatMap(([intent, rows]) =>
    rows.map(([combination, slots, text, area]) => ({
      intent,
      combination,
      text,
      ...(area === undefined ? {} : { area }),
      slots: slots.split(' ').filter((slot) => slot !== ''),
    })),
  );
}

export const onDevices: readonly Said[] = said(DEVICES);
export const others: readonly Said[] = [...said(OTHERS), ...said(timers())];
