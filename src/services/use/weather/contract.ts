import { reply, use } from 'agentos/contract';
import { command } from '../../../language/command.ts';

export const weather = use('weather', {
  summary: 'Tells the weather, now or on a day.',
  input: command,
  output: reply,
  intents: { HassGetWeather: true },
});
