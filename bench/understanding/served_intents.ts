/** Which of our intents serve what slurp and hwu64 call an intent, where the home can carry it out by itself. */
export const HOME_INTENTS: Readonly<Record<string, readonly string[]>> = {
  iot_hue_lighton: ['HassTurnOn', 'HassLightSet'],
  iot_hue_lightoff: ['HassTurnOff', 'HassLightSet'],
  iot_hue_lightup: ['AgentosLightAdjust', 'HassLightSet'],
  iot_hue_lightdim: ['AgentosLightAdjust', 'HassLightSet'],
  iot_hue_lightchange: ['HassLightSet', 'AgentosLightAdjust'],
  iot_wemo_on: ['HassTurnOn'],
  iot_wemo_off: ['HassTurnOff'],
  iot_cleaning: ['HassVacuumStart', 'HassVacuumCleanArea'],
  iot_coffee: ['HassTurnOn'],
  // To be heard again is what unmuting is for; the sets have no word of their own for it.
  audio_volume_up: ['HassSetVolumeRelative', 'HassSetVolume', 'HassMediaPlayerUnmute'],
  audio_volume_down: ['HassSetVolumeRelative', 'HassSetVolume'],
  audio_volume_mute: [
    ...[
      'HassMediaPlayerMute',
      'HassMediaPlayerUnmute',
      'AgentosStop',
      'HassMediaPause',
      'HassTurnOff',
      'HassSetVolume',
    ],
  ],
  audio_volume_other: ['HassSetVolume', 'HassSetVolumeRelative'],
  play_music: ['HassMediaSearchAndPlay', 'HassMediaUnpause', 'HassMediaNext', 'HassMediaPrevious'],
  play_radio: ['HassMediaSearchAndPlay', 'HassTurnOn', 'HassMediaUnpause', 'HassMediaNext'],
  play_audiobook: [
    ...['HassMediaSearchAndPlay', 'HassMediaUnpause', 'HassMediaNext', 'HassMediaPrevious', 'HassMediaPause'],
  ],
  play_podcasts: ['HassMediaSearchAndPlay', 'HassMediaNext', 'HassMediaUnpause', 'HassMediaPrevious'],
  alarm_set: ['AgentosAlarmSet', 'AgentosReminderSet', 'HassStartTimer'],
  alarm_query: ['AgentosAlarmList'],
  alarm_remove: ['AgentosAlarmCancel', 'AgentosAlarmStop'],
  lists_query: ['AgentosListRead'],
  lists_createoradd: ['HassListAddItem', 'HassShoppingListAddItem'],
  lists_remove: ['HassListRemoveItem', 'AgentosListClear', 'HassListCompleteItem', 'HassShoppingListCompleteItem'],
  weather_query: ['HassGetWeather', 'HassClimateGetTemperature'],
  datetime_query: ['HassGetCurrentTime', 'HassGetCurrentDate'],
  qa_maths: ['AgentosCalculate'],
  general_greet: ['HassRespond'],
  general_joke: ['HassRespond'],
};

/** The same where a calendar or a mail account is set up. */
export const OFFICE_INTENTS: Readonly<Record<string, readonly string[]>> = {
  calendar_set: ['AgentosCalendarAdd', 'AgentosReminderSet', 'AgentosCalendarMove'],
  calendar_query: [
    ...[
      'AgentosCalendarList',
      'AgentosCalendarFind',
      'AgentosCalendarNext',
      'AgentosCalendarFree',
      'AgentosReminderList',
    ],
  ],
  calendar_remove: ['AgentosCalendarCancel', 'AgentosReminderCancel'],
  email_query: ['AgentosMailList', 'AgentosMailSearch', 'AgentosMailRead', 'AgentosMailSummarise', 'AgentosMailTasks'],
  email_sendemail: ['AgentosMailSend', 'AgentosMailCompose', 'AgentosMailReply'],
};

/**
 * What the home need not understand, but may: small talk that is answered as such, what is on, a search or a note that was asked for, and
 * of `general_quirky`, which is talk of any kind, questions that the house, the calendar and the log answer. Only what tells, save the note.
 * Anything else that is understood there is a false accept.
 */
export const ALSO_SERVED: Readonly<Record<string, readonly string[]>> = {
  general_quirky: [
    ...['HassRespond', 'AgentosHelp', 'HassGetCurrentTime', 'HassGetCurrentDate', 'HassGetState', 'AgentosRepeat'],
    ...['AgentosCalendarList', 'AgentosCalendarNext', 'AgentosWhoDid'],
  ],
  general_affirm: ['HassRespond'],
  general_praise: ['HassRespond'],
  general_dontcare: ['HassNevermind', 'HassRespond'],
  general_negate: ['HassNevermind', 'AgentosUndo', 'AgentosStop', 'HassRespond'],
  general_repeat: ['AgentosRepeat'],
  general_explain: ['AgentosExplain', 'AgentosRepeat', 'AgentosHelp'],
  general_commandstop: ['AgentosStop', 'HassNevermind', 'HassMediaPause', 'HassTurnOff'],
  qa_definition: ['AgentosSearch', 'AgentosResearch'],
  qa_factoid: ['AgentosSearch', 'AgentosResearch', 'AgentosCalculate', 'HassGetCurrentDate'],
  qa_stock: ['AgentosSearch', 'AgentosResearch'],
  qa_currency: ['AgentosSearch', 'AgentosResearch'],
  news_query: ['AgentosSearch', 'AgentosResearch'],
  cooking_recipe: ['AgentosSearch', 'AgentosResearch'],
  cooking_query: ['AgentosSearch', 'AgentosResearch'],
  recommendation_events: ['AgentosSearch', 'AgentosResearch'],
  recommendation_locations: ['AgentosSearch', 'AgentosResearch'],
  recommendation_movies: ['AgentosSearch', 'AgentosResearch'],
  music_likeness: ['AgentosRemember'],
  music_query: ['HassGetState'],
  music_settings: [
    'HassSetVolume',
    'HassSetVolumeRelative',
    'HassMediaNext',
    'HassMediaPrevious',
    'HassMediaSearchAndPlay',
  ],
  datetime_convert: ['HassGetCurrentTime'],
  email_querycontact: ['AgentosMailSearch', 'AgentosRecall'],
};
