/**
 * The domains that an intent acts on where its slots do not say: `set the kitchen to 50%` is about lights. An intent that is not
 * listed names its devices by slots, or is about none.
 */
const INTENT_DOMAINS: ReadonlyMap<string, readonly string[]> = new Map([
  ['HassLightSet', ['light']],
  ['HassClimateGetTemperature', ['climate']],
  ['HassClimateSetTemperature', ['climate']],
  ['HassFanSetSpeed', ['fan']],
  ['HassSetPosition', ['cover', 'valve']],
  ['HassMediaPause', ['media_player']],
  ['HassMediaUnpause', ['media_player']],
  ['HassMediaNext', ['media_player']],
  ['HassMediaPrevious', ['media_player']],
  ['HassMediaSearchAndPlay', ['media_player']],
  ['HassMediaPlayerMute', ['media_player']],
  ['HassMediaPlayerUnmute', ['media_player']],
  ['HassSetVolume', ['media_player']],
  ['HassSetVolumeRelative', ['media_player']],
  ['HassVacuumStart', ['vacuum']],
  ['HassVacuumReturnToBase', ['vacuum']],
  ['HassVacuumCleanArea', ['vacuum']],
  ['HassLawnMowerStartMowing', ['lawn_mower']],
  ['HassLawnMowerDock', ['lawn_mower']],
  ['HassGetWeather', ['weather']],
  ['HassListAddItem', ['todo']],
  ['HassListCompleteItem', ['todo']],
  ['HassListRemoveItem', ['todo']],
  ['HassStopMoving', ['cover', 'valve']],
  ['AgentosLightAdjust', ['light']],
  ['AgentosFanAdjust', ['fan']],
  ['AgentosClimateAdjust', ['climate']],
  ['AgentosClimateSetMode', ['climate']],
  ['AgentosListRead', ['todo']],
  ['AgentosListClear', ['todo']],
  ['AgentosMeasure', ['sensor', 'climate', 'weather']],
]);

/** Intents that act on devices whatever domain those have. */
const ANY_DOMAIN = new Set(['HassTurnOn', 'HassTurnOff', 'HassToggle', 'HassGetState']);

/** What an area or a floor alone stands for when something is turned on or off: never a lock, a cover or a scene. */
const SWITCHED = ['light', 'switch', 'fan', 'media_player'];

export function domainsOf(intent: string): readonly string[] | undefined {
  return INTENT_DOMAINS.get(intent);
}

export function actsOnDevices(intent: string): boolean {
  return INTENT_DOMAINS.has(intent) || ANY_DOMAIN.has(intent);
}

export function domainsOfPlaceAlone(intent: string): readonly string[] | undefined {
  return intent === 'HassGetState' ? undefined : SWITCHED;
}
